import type { MeasureKind } from "../pack/plan.ts";
import type { Shape } from "./sample.ts";
import type { TimeFinding } from "./time-field.ts";

/** A label of a stream. */
export interface LabelFinding {
  readonly name: string;
  /** As in packs. */
  readonly from: string;
  /** Values that were seen. */
  readonly distinct: number;
}

/** A measure of a stream; `from` undefined = counts the events. */
export interface MeasureFinding {
  readonly name: string;
  readonly from: string | undefined;
  /** As in packs; "" = a plain number. */
  readonly unit: string;
  readonly kind: MeasureKind;
}

/** What was found out about one stream. */
export interface StreamFindings {
  /** Within its pack. */
  readonly name: string;
  /** With names for the tokens that vary. */
  readonly subject: string;
  readonly shape: Shape;
  /** `$.items[*]` where the items of a list become an event each. */
  readonly each: string | undefined;
  readonly time: TimeFinding | undefined;
  readonly id: string | undefined;
  readonly labels: readonly LabelFinding[];
  readonly measures: readonly MeasureFinding[];
  readonly keep: readonly { readonly name: string; readonly from: string }[];
  /** Records that were looked at. */
  readonly records: number;
}

/** What the pack makes of the very sample that it was made from. */
export interface MappedShare {
  readonly records: number;
  readonly mapped: number;
  /** Rejected ones by reason. */
  readonly rejected: Readonly<Record<string, number>>;
}
