import type { PackReport } from "./faults.ts";
import type { StreamSpec } from "./schema.ts";

/** Labels that Prometheus or Eddy set themselves. */
const REFUSED: ReadonlySet<string> = new Set(["le", "quantile", "job", "instance", "stream", "measure"]);
/** Labels that a Prometheus often adds to everything it scrapes, so that ours would be renamed to `exported_…`. */
const COMMON: ReadonlySet<string> = new Set([
  "region", "zone", "cluster", "env", "environment", "service", "customer", "owner", "stage", "type",
]);
const MAX_LABELS = 16;

/** Refuses labels that can't be, and warns of those that will clash, with a better name. */
export function checkLabels(stream: string, { labels, keep }: StreamSpec, report: PackReport): void {
  const at = ["streams", stream, "labels"];
  const names = Object.keys(labels);
  if (names.length > MAX_LABELS) report.fault(at, `${MAX_LABELS} labels at the most`, names.length);
  for (const name of names) {
    const better = `rename it to ${stream}_${name.replace(/^_+/, "")}`;
    if (REFUSED.has(name) || name.startsWith("__")) {
      report.fault([...at, name], "a label that neither Prometheus nor Eddy sets itself", name, better);
    } else if (COMMON.has(name)) {
      report.warn([...at, name], "a label that scrapes don't commonly add", name, better);
    }
  }
  checkKept(stream, { labels, keep }, report);
}

/** What is kept may have any number of values, which no label may. */
function checkKept(stream: string, { labels, keep }: Pick<StreamSpec, "labels" | "keep">, report: PackReport): void {
  for (const [name, { from }] of Object.entries(keep)) {
    const label = Object.keys(labels).find((known) => known === name || labels[known]?.from === from);
    if (label !== undefined) report.fault(["streams", stream, "keep", name], `apart from label ${label}: a kept attribute is never a label`, from, "leave one of them out");
  }
}
