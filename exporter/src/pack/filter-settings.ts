import type { FilterKind, FilterSetting, FilterSettings, SetFilterKind } from "../filters/filter.ts";
import { filterKinds } from "../filters/registry.ts";
import { parseDurationMs } from "./duration.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import { didYouMean } from "./nearest.ts";
import type { FilterSpec } from "./schema.ts";

/** Names the measure that a filter of values is for; without it, it is for all that it takes. */
export const MEASURE = "measure";

/** One entry of `filters:`, its kind known. */
export interface FilterEntry {
  readonly kind: FilterKind;
  /** Settings as written, a bare value under its name. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Where the entry stands, and where a setting of it. */
  readonly option: OptionPath;
  readonly optionOf: (setting: string) => OptionPath;
}

/** Finds the kind of an entry at `option`; undefined if the report got a fault. */
export function readEntry(spec: FilterSpec, option: OptionPath, report: PackReport): FilterEntry | undefined {
  const known = [...filterKinds.keys()];
  const [choice, ...others] = Object.entries(spec);
  if (choice === undefined || others.length > 0) {
    report.fault(option, `one filter of ${known.join(", ")}`, spec);
    return undefined;
  }
  const [id, written] = choice;
  const kind = filterKinds.get(id);
  const place = [...option, id];
  if (kind === undefined) report.fault(option, `one of ${known.join(", ")}`, id, didYouMean(id, known));
  else if (typeof written === "object") return { kind, given: written, option: place, optionOf: (setting) => [...place, setting] };
  else if (kind.main === undefined) report.fault(place, `{ ${settingNames(kind).join(", ")} }`, written);
  else return { kind, given: { [kind.main]: written }, option: place, optionOf: () => place };
  return undefined;
}

/** The settings of an entry, defaults filled in, amounts as written; undefined if the report got a fault. */
export function readSettings(kind: SetFilterKind, entry: FilterEntry, report: PackReport): FilterSettings | undefined {
  const { given, option } = entry;
  const before = report.faults.length;
  const written = Object.entries(given).flatMap(([name, value]) => readSetting(kind, entry, [name, value], report));
  if (report.faults.length > before) return undefined;
  const settings = Object.fromEntries([...defaults(kind), ...written]);
  const broken = kind.broken(settings);
  if (broken !== undefined) report.fault(option, broken, given);
  return broken === undefined ? settings : undefined;
}

/** The condition of an entry; undefined if the report got a fault. */
export function readCondition({ kind, given, optionOf }: FilterEntry, report: PackReport): string | undefined {
  const before = report.faults.length;
  const known = settingNames(kind);
  for (const name of Object.keys(given)) if (!known.includes(name)) reportUnknown(optionOf(name), known, report);
  const when = given[kind.main ?? ""];
  if (typeof when !== "string") report.fault(optionOf(kind.main ?? ""), 'a condition like $.status == "test"', when);
  return report.faults.length > before ? undefined : String(when);
}

function readSetting(kind: SetFilterKind, { optionOf }: FilterEntry, [name, written]: [string, unknown], report: PackReport): [string, number][] {
  const known = settingNames(kind);
  const setting = Object.hasOwn(kind.settings, name) ? kind.settings[name] : undefined;
  const value = setting && settingValue(setting, written);
  if (value !== undefined) return [[name, value]];
  if (setting !== undefined) report.fault(optionOf(name), rule(setting), written);
  else if (!known.includes(name)) reportUnknown(optionOf(name), known, report);
  return [];
}

function reportUnknown(option: OptionPath, known: readonly string[], report: PackReport): void {
  const name = option.at(-1);
  report.fault(option, `one of the settings ${known.join(", ")}`, name, didYouMean(name, known));
}

function defaults({ settings }: SetFilterKind): [string, number][] {
  return Object.entries(settings).flatMap(([name, setting]) => (setting.default === undefined ? [] : [[name, setting.default]]));
}

function settingNames(kind: FilterKind): string[] {
  if (kind.acts === "records") return [kind.main];
  return [...(kind.acts === "values" ? [MEASURE] : []), ...Object.keys(kind.settings)];
}

function settingValue({ form, least, most }: FilterSetting, written: unknown): number | undefined {
  const value = form === "duration" ? parseDurationMs(String(written)) : written;
  if (typeof value !== "number" || (form === "count" && !Number.isInteger(value))) return undefined;
  return value >= least && value <= most ? value : undefined;
}

function rule({ form, least, most }: FilterSetting): string {
  if (form === "duration") return `a duration like 30s, 10m or 1h, from ${least}ms to ${most / 3_600_000}h`;
  const noun = form === "count" ? "a whole number" : "a number";
  if (most < Number.MAX_VALUE) return `${noun} from ${least} to ${most}`;
  if (least > 0) return `${noun} above 0`;
  return least === 0 ? `${noun} from 0` : noun;
}
