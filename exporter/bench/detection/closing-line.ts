/** Every figure of the bench, in the order of the closing line. */
const NAMES = [
  "nab_dev_optimised", "nab_dev_fixed", "nab_dev_low_fp", "repeats_recall", "repeats_false_per_1000", "vus_pr",
  "clean_false_per_1000", "calm_false_per_1000", "sharp_faults_found_min", "faults_found_min", "parse_ratio",
  "parse_ratio_1m_keys", "ingest_ratio_auto_over_z", "microseconds_per_event", "microseconds_per_event_1m_keys",
  "bytes_per_key_lite", "bytes_per_key_full", "restore_seconds_1m_keys",
] as const;

/** What the parts of the bench come to. */
export type Figures = Readonly<Record<(typeof NAMES)[number], number>>;

const DECIMALS = 6;

/** One line of JSON for machines, six decimals a figure; figures of parts that did not run are left out. */
export function closingLine(figures: Partial<Figures>): string {
  const entries = NAMES.flatMap((name) => (figures[name] === undefined ? [] : [[name, Number(figures[name].toFixed(DECIMALS))] as const]));
  return JSON.stringify({ bench: "detection", ...Object.fromEntries(entries) });
}
