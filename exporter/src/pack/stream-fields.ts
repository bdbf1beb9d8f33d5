import type { Condition } from "../mapping/condition.ts";
import { compileCondition } from "../mapping/condition.ts";
import { compileEach } from "../mapping/each.ts";
import { compileLabelRule } from "../mapping/label-rules.ts";
import type { Items } from "../mapping/mapper.ts";
import type { PathScope } from "../mapping/path.ts";
import type { Read } from "../mapping/read.ts";
import { RecordFields } from "../mapping/record-fields.ts";
import { withCast, withDefault, withLabelRule } from "../mapping/refine.ts";
import type { Use } from "../mapping/source.ts";
import { compileSource } from "../mapping/source.ts";
import type { FieldSpec, TimeSpec } from "../mapping/spec.ts";
import { compileTimeBytes } from "../mapping/rfc3339-bytes.ts";
import { compileTime } from "../mapping/time.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { FieldOptions, LabelOptions, StreamSpec } from "./schema.ts";

const nothing: Read = () => undefined;

/**
 * Compiles what the options of one stream read from its records. What can't be compiled is told, and stands for
 * nothing in a mapper that is thrown away.
 */
export class StreamFields {
  readonly option: OptionPath;
  readonly report: PackReport;
  /** What the mapper takes from each record before anything is read that `read` compiled. */
  readonly taken = new RecordFields();
  readonly #scope: PathScope;
  #readsWhole = false;

  constructor(option: OptionPath, scope: PathScope, report: PackReport) {
    this.option = option;
    this.report = report;
    this.#scope = { ...scope, onWhole: () => { this.#readsWhole = true; } };
  }

  /** Whether anything that was compiled so far takes the record as it is, `$`. */
  get readsWhole(): boolean {
    return this.#readsWhole;
  }

  /** A path or an expression at `option` within the stream, for records whose fields were taken. */
  read(option: OptionPath, from: string, use: Use): Read {
    return this.#read(option, from, { use, scope: { ...this.#scope, fields: this.taken } });
  }

  #read(option: OptionPath, from: string, { use, scope }: { use: Use; scope: PathScope }): Read {
    return this.report.attempt([...this.option, ...option], from, () => compileSource(from, scope, use)) ?? nothing;
  }

  condition(option: OptionPath, text: string): Condition {
    return this.report.attempt([...this.option, ...option], text, () => compileCondition(text, this.#scope)) ?? (() => false);
  }

  items(path: string): Items | undefined {
    return this.report.attempt([...this.option, "each"], path, () => compileEach(path, this.#scope));
  }

  labels(labels: Readonly<Record<string, LabelOptions>>): FieldSpec[] {
    return sorted(labels).map(([name, options]) => {
      const rule = compileLabelRule({ values: options.values, hash: options.hash, truncate: options.truncate });
      const read = refined(this.read(["labels", name], options.from, "text"), options);
      return { name, read: rule === undefined ? read : withLabelRule(read, rule) };
    });
  }

  keep(attributes: Readonly<Record<string, FieldOptions>>): FieldSpec[] {
    return sorted(attributes).map(([name, options]) => ({ name, read: refined(this.#read(["keep", name], options.from, { use: "any", scope: this.#scope }), options) }));
  }

  time({ from, format, zone, required }: NonNullable<StreamSpec["time"]>): TimeSpec {
    const option = [...this.option, "time"];
    const parse = this.report.attempt([...option, "format"], format, () => compileTime(format));
    const zoned = parse && (zone === undefined ? parse : this.report.attempt([...option, "zone"], zone, () => compileTime(format, zone)));
    return { path: from, read: this.read(["time", "from"], from, "any"), parse: zoned ?? (() => NaN), parseBytes: compileTimeBytes(format), isRequired: required };
  }
}

function refined(plain: Read, { type, default: fallback }: FieldOptions): Read {
  const typed = type === undefined ? plain : withCast(plain, type);
  return fallback === undefined ? typed : withDefault(typed, fallback);
}

/** Entries by name, so that a plan does not depend on the order in which they are written. */
export function sorted<T>(entries: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}
