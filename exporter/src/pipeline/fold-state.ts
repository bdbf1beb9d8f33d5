import { UNMATCHED_STREAM } from "../contract/subjects.ts";
import type { Plan } from "../pack/plan.ts";
import { Structures } from "../state/structures.ts";
import type { StructureTables } from "../state/structures.ts";
import { noAbsence } from "./absence.ts";
import type { AbsenceTable } from "./absence.ts";
import { KpiState } from "./kpi-state.ts";
import type { Position } from "./ports.ts";
import { Scoring } from "./scoring.ts";
import { noClock } from "./stream-clock.ts";
import type { ClockTable } from "./stream-clock.ts";
import { StreamState, maxEntries } from "./stream-state.ts";
import { noCounts } from "./totals.ts";
import type { StreamCounts } from "./totals.ts";

/** All of the state that does not grow with keys or events: JSON in the checkpoint. */
export interface FoldTables {
  /** Counts the logs that were folded one after the other; ids of effects begin with it. */
  epoch: number;
  position: { -readonly [Field in keyof Position]: Position[Field] };
  /** Greatest store time so far, ms. */
  logMs: number;
  /** Packs and settings in force (foldTextJson); "" before the first. */
  text: string;
  discarded: number;
  rewound: number;
  /** Highest sequence folded of each source stream, and second copies skipped. */
  sources: Record<string, { highest: number; skipped: number }>;
  counts: Record<string, StreamCounts>;
  clocks: Record<string, ClockTable>;
  /** Of streams with `absent`; not there before the first such. */
  absences?: Record<string, AbsenceTable>;
}

/** Everything that a fold knows: small tables, structures in pages, and what the plan in force makes of them. */
export class FoldState {
  readonly tables: FoldTables;
  readonly structures: Structures;
  readonly scoring = new Scoring();
  streams: readonly StreamState[] = [];
  kpis: readonly KpiState[] = [];

  /** From a checkpoint's tables and structures, or empty. */
  constructor(tables: FoldTables = emptyTables(), structures: Structures = new Structures()) {
    this.tables = { ...tables, sources: foreignKeys(tables.sources), counts: foreignKeys(tables.counts), clocks: foreignKeys(tables.clocks) };
    this.structures = structures;
  }

  /** Totals of a stream, made when it is first seen. */
  counts(stream: string): StreamCounts {
    return (this.tables.counts[stream] ??= noCounts());
  }

  /** Puts a plan into force: what did not change lives on, what is gone is forgotten, what is new begins empty. */
  use(plan: Plan): void {
    const { structures, scoring } = this;
    const { settings } = plan;
    structures.beginAsking();
    this.streams = plan.streams.map(
      (stream) =>
        new StreamState({
          plan: stream, settings, structures, scoring,
          counts: this.counts(stream.name),
          clock: (this.tables.clocks[stream.name] ??= noClock()),
          absence: stream.absent && this.#absence(stream.name),
        }),
    );
    this.kpis = plan.kpis.map((kpi) => {
      const source = plan.streams[kpi.source]?.name ?? UNMATCHED_STREAM;
      return new KpiState(kpi, structures, {
        scoring,
        counts: this.counts(source),
        maxKeys: settings.maxKeys,
        maxEntries: maxEntries(settings),
      });
    });
    for (const [i, stream] of this.streams.entries()) stream.attach(this.kpis.filter((kpi) => kpi.plan.source === i));
    structures.dropUnasked();
  }

  #absence(stream: string): AbsenceTable {
    this.tables.absences ??= {};
    return (this.tables.absences[stream] ??= noAbsence());
  }

  /** What a checkpoint holds beside the pages; not a copy. */
  snapshot(): { fold: FoldTables; structures: StructureTables } {
    return { fold: this.tables, structures: this.structures.tables() };
  }
}

/** A table whose keys come from outside: none of them may mean anything to the object itself. */
function foreignKeys<T>(table: Readonly<Record<string, T>>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, table);
}

function emptyTables(): FoldTables {
  return {
    epoch: 1,
    position: { stream: "", created: "", sequence: 0, storeTimeMs: 0, storeTimeNs: 0, hash: "" },
    logMs: 0,
    text: "",
    discarded: 0,
    rewound: 0,
    sources: {},
    counts: {},
    clocks: {},
  };
}
