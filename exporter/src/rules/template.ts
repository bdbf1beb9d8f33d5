/** Parts of Prometheus' templates (Go's text/template) that annotations are made of. */

/** Collects the label matchers of the alert's series in `$of`; begins an annotation. What expressions have added is left out. */
export const MATCHERS = '{{ $of := "" }}{{ range $name, $text := $labels }}{{ if not (match "^(__name__|exported_.+)$" $name) }}{{ $of = printf "%s%s=%q," $of $name $text }}{{ end }}{{ end }}';

/** Text of Go in quotes. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** PromQL with the matchers of `$of` where `%[1]s` stands, as a value of the template. */
function filled(promql: string): string {
  return promql.includes("%[1]s") ? `printf ${quoted(promql)} $of` : `print ${quoted(promql)}`;
}

/** The first value of a query, shown; `otherwise` where it gives nothing. Behind MATCHERS. */
export function queried(promql: string, show: Show, otherwise = "unknown"): string {
  return `{{ with ${filled(promql)} | query }}${show(". | first | value")}{{ else }}${otherwise}{{ end }}`;
}

/** Since when the alert's condition holds; right from the second evaluation on. Behind MATCHERS. */
export function sinceWhen(alert: string): string {
  return `for ${queried(`time() - ALERTS_FOR_STATE{alertname="${alert}",%[1]s}`, humanizeDuration, "0s")}`;
}

/** A page of Prometheus that draws a query over the last hour. */
export function graphLink(prometheus: string, promql: string): string {
  return `${MATCHERS}${prometheus}/graph?g0.expr={{ ${filled(promql)} | urlquery }}&g0.tab=0&g0.range_input=1h`;
}

/** The same without what the dashboard of one series has variables for. */
const SERIES_MATCHERS = MATCHERS.replaceAll("exported_.+", "exported_.+|job|instance|stream|measure");

/**
 * A page of Grafana that shows over the last hour why a series is strange: the dashboard of one series, chosen by the labels of the
 * alert's. `stream` and `measure` are text or templates for a URL.
 */
export function seriesLink(grafana: string, { stream, measure }: { readonly stream: string; readonly measure: string }): string {
  const scraped = ["job", "instance"].map((label) => `{{ with $labels.${label} }}&var-${label}={{ . | urlquery }}{{ end }}`).join("");
  return `${SERIES_MATCHERS}${grafana}/d/eddy-series?var-stream=${stream}&var-measure=${measure}&var-labels={{ $of | urlquery }}${scraped}&from=now-1h&to=now`;
}

/** The labels of the series that tell it from others, like `item kettle, warehouse pune`. */
export const OWN_LABELS = '{{ $own := "" }}{{ range $name, $text := $labels }}{{ if not (match "^(__name__|instance|job|exported_.+)$" $name) }}{{ if $own }}{{ $own = printf "%s, " $own }}{{ end }}{{ $own = printf "%s%s %s" $own $name $text }}{{ end }}{{ end }}';

/** How a value of the template is written. */
export type Show = (value: string) => string;

export const humanize: Show = (value) => `{{ ${value} | humanize }}`;
export const humanizeDuration: Show = (value) => `{{ ${value} | humanizeDuration }}`;
const humanizePercentage: Show = (value) => `{{ ${value} | humanizePercentage }}`;

/** Rupees by lakh and crore: ₹1,50,000. */
const rupees: Show = (value) => `₹{{ printf "%.0f" (${value}) | reReplaceAll "^(-?\\\\d+)(\\\\d{3})$" "$1,$2"${' | reReplaceAll "^(-?\\\\d+)(\\\\d{2}),", "$1,$2,"'.replace('", "', '" "').repeat(3)} }}`;

/** How values of a base unit read best; others in SI steps with the unit behind. */
const SHOWN: Readonly<Record<string, Show>> = {
  "": humanize,
  ratio: humanizePercentage,
  seconds: humanizeDuration,
  bytes: (value) => `{{ ${value} | humanize1024 }}B`,
  celsius: (value) => `{{ printf "%.1f" (${value}) }} °C`,
  inr: rupees,
};

/** A constant, as values of its unit are written. */
export function constantIn(unit: string, constant: number): string {
  if (unit === "inr") return `₹${constant.toLocaleString("en-IN")}`;
  return unit === "celsius" ? `${constant} °C` : showIn(unit)(String(constant));
}

/** How values of a base unit are written. */
export function showIn(unit: string): Show {
  return SHOWN[unit] ?? ((value) => `{{ ${value} | humanize }} ${unit.replaceAll("_", " ")}`);
}
