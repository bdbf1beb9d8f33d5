import type { PackReport } from "./faults.ts";

/** Labels that Prometheus or Eddy set themselves. */
const REFUSED: ReadonlySet<string> = new Set(["le", "quantile", "job", "instance", "stream", "measure"]);
/** Labels that a Prometheus often adds to everything it scrapes, so that ours would be renamed to `exported_…`. */
const COMMON: ReadonlySet<string> = new Set([
  "region", "zone", "cluster", "env", "environment", "service", "customer", "owner", "stage", "type",
]);
const MAX_LABELS = 16;

/** Refuses labels that can't be, and warns of those that will clash, with a better name. */
export function checkLabels(stream: string, names: readonly string[], report: PackReport): void {
  const at = ["streams", stream, "labels"];
  if (names.length > MAX_LABELS) report.fault(at, `${MAX_LABELS} labels at the most`, names.length);
  for (const name of names) {
    const better = `rename it to ${stream}_${name.replace(/^_+/, "")}`;
    if (REFUSED.has(name) || name.startsWith("__")) {
      report.fault([...at, name], "a label that neither Prometheus nor Eddy sets itself", name, better);
    } else if (COMMON.has(name)) {
      report.warn([...at, name], "a label that scrapes don't commonly add", name, better);
    }
  }
}
