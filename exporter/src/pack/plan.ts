import type { Detector } from "../detectors/detector.ts";
import type { ValueFilter } from "../filters/filter.ts";
import type { Decode } from "../formats/format.ts";
import type { Mapper } from "../mapping/mapper.ts";
import type { Occurrences } from "./calendar.ts";
import type { FoldSettings } from "./fold-text.ts";

/** One window of a pack's calendar. */
export interface CalendarPlan {
  readonly pack: string;
  readonly name: string;
  readonly reason: string;
  /** By their names in the plan; undefined = all of the pack. */
  readonly streams: readonly string[] | undefined;
  readonly occurrences: Occurrences;
}

/** How the values of a measure are to be read. */
export type MeasureKind =
  /** The value itself. */
  | "gauge"
  /** A count that the source only ever raises until it restarts; scored as its increase a second. */
  | "counter"
  /** Something to add up; summed over windows of `everyMs` and scored per second. */
  | "rate";

/** What a transform, or one of several detectors, keeps in a series' record. */
export interface DetectorPart {
  /** Of its kind. */
  readonly version: number;
  readonly state: Pick<Detector, "size" | "groupSize" | "beyond" | "earlier">;
}

/** Which detector scores a measure; `key` is equal exactly if its state can live on as it is. */
export interface DetectorPlan {
  /** `<id>@<version>{settings sorted by name}`, several of them joined by `+`, behind `<transform>@<version>:` if there is one. */
  readonly key: string;
  readonly detector: Detector;
  /** Labels whose values the siblings of a series share, sorted; empty where none are compared. */
  readonly groupBy: readonly string[];
  /** What the record is made of, one behind the other, in the order of the versions in `key`. */
  readonly parts: readonly DetectorPart[];
}

/** A filter of the values of one measure; `key` is equal exactly if its state can live on. */
export interface FilterPlan {
  /** `<id>@<version>{settings sorted by name}`; no two of a measure are equal. */
  readonly key: string;
  /** Label `filter` of what it left out. */
  readonly id: string;
  /** True: what it leaves out is left out of KPIs too. */
  readonly keepsFromKpis: boolean;
  readonly filter: ValueFilter;
}

/** One measure of a stream, ready to be folded. */
export interface MeasurePlan {
  readonly name: string;
  readonly kind: MeasureKind;
  /** Base unit as in metric names; "" for a plain number. For money the major unit, `inr`. */
  readonly unit: string;
  /** State holds value × 1, exposition shows value ÷ `shown`: 100 for `unit: inr/100`, else 1. */
  readonly shown: number;
  /** Only kind rate: length of the window. */
  readonly everyMs: number;
  /** What its values pass through, in this order. */
  readonly filters: readonly FilterPlan[];
  readonly detect: DetectorPlan;
}

/** How the silence of a stream is looked at. */
export interface AbsentPlan {
  /** Time between two looks, ms. */
  readonly everyMs: number;
  /** How many times the usual silence an anomaly is. */
  readonly onset: number;
}

/** Name and base unit of the measure that a stream's silence is: its series has no labels of its own. */
export const ABSENT = { name: "absent", unit: "seconds" } as const;

/** One stream, compiled. */
export interface StreamPlan {
  /** `<pack>_<stream>`, or the pack's name alone if the stream has the same. */
  readonly name: string;
  readonly pack: string;
  readonly decode: Decode;
  readonly mapper: Mapper;
  /** Its name in the REST API and the history; undefined = none declared. */
  readonly collection: string | undefined;
  /** How many values each label may have, in the order of the mapper's names; further ones are `__other__`. 0 = no limit. */
  readonly labelLimits: readonly number[];
  readonly measures: readonly MeasurePlan[];
  /** How long an id is remembered, in log time; 0 = duplicates are not looked for. */
  readonly dedupeMs: number;
  /** Undefined = silence is not looked at. */
  readonly absent: AbsentPlan | undefined;
}

/** One KPI, compiled: observations from the events of one stream. */
export interface KpiPlan {
  /** Label `stream` of its series: the pack's name. */
  readonly stream: string;
  /** Label `measure` of its series: the KPI's name. */
  readonly name: string;
  /** Name in kpis/registry.ts: count, sum. */
  readonly as: string;
  /** Index of its stream in `Plan.streams`. */
  readonly source: number;
  /** Index of the summed measure in that stream; -1 for count. */
  readonly measure: number;
  /** Label names, sorted, and where each stands among the stream's labels. */
  readonly labelNames: readonly string[];
  readonly labelIndexes: readonly number[];
  readonly windowMs: number;
  readonly unit: string;
  readonly shown: number;
  readonly detect: DetectorPlan;
}

/** The stream that a subject belongs to. */
export interface SubjectMatch {
  /** Index in `Plan.streams`. */
  readonly stream: number;
  /** The subject's bound tokens, in the order of the pattern. */
  readonly tokens: readonly string[];
}

/** Packs and settings compiled: all that the fold needs. */
export interface Plan {
  readonly streams: readonly StreamPlan[];
  readonly kpis: readonly KpiPlan[];
  readonly settings: FoldSettings;
  /** Windows in which anomalies are expected, sorted by pack and name. */
  readonly calendar: readonly CalendarPlan[];
  /** Subjects that the log must capture, `eddy.control.>` included; no two overlap. */
  readonly captures: readonly string[];
  /** Finds the stream of a subject; undefined = no_stream. Cheap for subjects seen before. */
  match(subject: string): SubjectMatch | undefined;
}
