/** Grafana's ids for the base units of measures; what isn't here is shown as a plain number with its word behind it. */
const UNITS: Readonly<Record<string, string>> = {
  "": "short",
  celsius: "celsius",
  seconds: "s",
  bytes: "bytes",
  ratio: "percentunit",
  meters: "lengthm",
  meters_per_second: "velocityms",
  liters: "litre",
  volts: "volt",
  amperes: "amp",
  watts: "watt",
  joules: "joule",
  hertz: "hertz",
  pascals: "si:Pa",
  grams: "massg",
  inr: "currencyINR",
  usd: "currencyUSD",
  eur: "currencyEUR",
  gbp: "currencyGBP",
};

/** A base unit of packs as Grafana calls it. */
export function unitOf(base: string): string {
  return UNITS[base] ?? `suffix: ${base.replaceAll("_", " ")}`;
}

/** The same, a second: how a counter is judged. */
export function unitPerSecond(base: string): string {
  if (base === "") return "cps";
  if (base === "bytes") return "Bps";
  if (base === "joules") return "watt";
  return UNITS[base]?.startsWith("currency") === true ? (UNITS[base] ?? "short") : `suffix: ${base.replaceAll("_", " ")}/s`;
}
