import type { DetectorKind, DetectorSettings, DetectorWords } from "../detectors/detector.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import { didYouMean } from "./nearest.ts";

/** The labels whose values make a group of siblings; only of detectors that compare them. */
const BY = "by";
/** Beyond this a range has no end worth telling. */
const ENDLESS = 1e300;

/** Settings of one detector as a pack gives them. */
type Written = Readonly<Record<string, number | string | readonly string[]>>;

/** Settings of one detector, checked, defaults filled in, amounts as written. */
export interface ReadSettings {
  readonly numbers: DetectorSettings;
  readonly words: DetectorWords;
  readonly by: readonly string[];
}

/** Reads the settings at `option`; undefined if the report got a fault. */
export function readDetectorSettings(kind: DetectorKind, given: Written, option: OptionPath, report: PackReport): ReadSettings | undefined {
  const before = report.faults.length;
  const numbers: Record<string, number> = { ...kind.defaults };
  const words = firstWords(kind);
  checkNames([...Object.keys(numbers), ...Object.keys(words), ...(kind.judges === "siblings" ? [BY] : [])], given, option, report);
  for (const [name, value] of Object.entries(given)) {
    if (name in words) words[name] = readWord(kind.choices?.[name] ?? [], value, [...option, name], report);
    else if (name in numbers) numbers[name] = readNumber(kind, value, [...option, name], report);
  }
  const by = kind.judges === "siblings" ? readBy(given[BY], [...option, BY], report) : [];
  if (report.faults.length === before) checkTogether(kind, { numbers, given }, option, report);
  return report.faults.length > before ? undefined : { numbers, words, by };
}

function checkTogether(kind: DetectorKind, { numbers, given }: { numbers: DetectorSettings; given: Written }, option: OptionPath, report: PackReport): void {
  const broken = kind.broken?.(numbers);
  if (broken !== undefined) report.fault(option, broken, given);
}

function checkNames(known: readonly string[], given: Written, option: OptionPath, report: PackReport): void {
  for (const name of Object.keys(given).filter((one) => !known.includes(one))) {
    report.fault([...option, name], `one of the settings ${known.join(", ")}`, name, didYouMean(name, known));
  }
}

/** What holds where a pack gives no word. */
function firstWords({ choices = {} }: DetectorKind): Record<string, string> {
  return Object.fromEntries(Object.entries(choices).map(([name, [first = ""]]) => [name, first]));
}

function readNumber(kind: DetectorKind, value: unknown, place: OptionPath, report: PackReport): number {
  const name = String(place.at(-1));
  const [least, most] = kind.ranges[name] ?? [-Infinity, Infinity];
  const isWhole = kind.whole.includes(name);
  const isRight = typeof value === "number" && value >= least && value <= most;
  if (isRight && (!isWhole || Number.isInteger(value))) return value;
  report.fault(place, isRight && isWhole ? `a whole number ${range(least, most)}` : range(least, most), value);
  return NaN;
}

function range(least: number, most: number): string {
  if (most < ENDLESS) return `from ${least} to ${most}`;
  return least > -ENDLESS ? `a number from ${least}` : "a number";
}

function readWord(allowed: readonly string[], value: unknown, place: OptionPath, report: PackReport): string {
  if (typeof value === "string" && allowed.includes(value)) return value;
  report.fault(place, `one of ${allowed.join(", ")}`, value, didYouMean(value, allowed));
  return "";
}

/** Whether the stream has these labels is checked where they are known. */
function readBy(value: unknown, place: OptionPath, report: PackReport): string[] {
  const list = typeof value === "string" ? [value] : value;
  const names = Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
  if (names.length === 0) report.fault(place, "a list of labels like [site], whose values the siblings share", value);
  return [...names].sort();
}
