/** One value of one measure on its way to its series. The caller reuses the object. */
export interface FilterInput {
  /** In the measure's base unit, money in its minor one. Always finite. */
  value: number;
  /** Event time, milliseconds since 1970. */
  eventMs: number;
  /** Identity of the event; "" where it has none. */
  id: string;
  /** Place of the event in the log, whole, another one for each event. */
  ordinal: number;
}

/**
 * Looks at the values of one measure, a series after another: the filter itself holds settings only, all state lies
 * in `size` bytes at `offset` of a page.
 */
export interface ValueFilter {
  /** Bytes of state a series, 0 or a multiple of 8. All bytes zero = a series that has seen nothing. */
  readonly size: number;
  /** What goes on to the series: the value, another one in its place, or NaN = nothing. Never throws. */
  pass(page: DataView, offset: number, input: FilterInput): number;
}

/** What a filter must know of a measure. */
export interface FilteredMeasure {
  readonly kind: "gauge" | "counter" | "rate";
  /** Base unit; "" for a plain number. */
  readonly unit: string;
}

/** One setting of a filter as packs may write it. */
export interface FilterSetting {
  /**
   * A plain number; a whole one; an amount in the unit in which the measure is shown (base unit, money in its
   * major one); or a duration like 10s, in ms once it is read.
   */
  readonly form: "number" | "count" | "amount" | "duration";
  readonly least: number;
  readonly most: number;
  /** What holds where it is left out; undefined = nothing does. */
  readonly default: number | undefined;
}

/** Settings by name, read and within their limits. */
export type FilterSettings = Readonly<Record<string, number>>;

interface Kind {
  /** As written in packs and in the label `filter`, for example `minimum-interval`. */
  readonly id: string;
  readonly settings: Readonly<Record<string, FilterSetting>>;
  /** The setting that a bare value stands for: `sampling: 10`; undefined = none. */
  readonly main: string | undefined;
  /** The rule that settings break together, to be read after "must be"; undefined = none. */
  broken(settings: FilterSettings): string | undefined;
}

/** A filter of the values of measures: rows of history and totals of events don't know of it. */
export interface ValueFilterKind extends Kind {
  readonly acts: "values";
  /** Raised when the layout or the meaning of the state changes; then a migration is due. */
  readonly version: number;
  /**
   * True: what it leaves out can't be true, so KPIs don't see it either.
   * False: it is true and not needed for the series; KPIs see it.
   */
  readonly keepsFromKpis: boolean;
  /** Whether it means something for such a measure; `takesRule` says which those are. */
  takes(measure: FilteredMeasure): boolean;
  readonly takesRule: string;
  /** Settings are complete and within range, the measure one that it takes. */
  create(settings: FilterSettings, measure: FilteredMeasure): ValueFilter;
}

/** A filter of whole events: what it leaves out makes no row. The fold has its mechanism. */
export interface EventFilterKind extends Kind {
  readonly acts: "events";
}

/** A filter of records by a condition, its only setting. The mapping has its mechanism. */
export interface RecordFilterKind {
  readonly id: string;
  readonly acts: "records";
  /** Name of the condition, for which a bare value stands. */
  readonly main: string;
}

/** A filter with settings. */
export type SetFilterKind = ValueFilterKind | EventFilterKind;

/** One kind of filter, listed in registry.ts. */
export type FilterKind = SetFilterKind | RecordFilterKind;
