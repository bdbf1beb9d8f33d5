import { UNMATCHED_STREAM } from "../contract/subjects.ts";
import type { MuteMessage } from "../pack/mute.ts";
import type { Plan } from "../pack/plan.ts";
import { Structures } from "../state/structures.ts";
import type { StructureTables } from "../state/structures.ts";
import { noAbsence } from "./absence.ts";
import type { AbsenceTable } from "./absence.ts";
import { takeOverDetectors } from "./earlier-detectors.ts";
import type { DetectorUpgrade } from "./earlier-detectors.ts";
import { KpiState } from "./kpi-state.ts";
import { coveredSeries, dropOldMutes, muteCheck, mutesDueMs, mutesInForce, takeMute } from "./mutes.ts";
import type { Mute, MuteInForce } from "./mutes.ts";
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
  /** Not there before the first mute. */
  mutes?: Mute[];
}

/** Everything that a fold knows: small tables, structures in pages, and what the plan in force makes of them. */
export class FoldState {
  readonly tables: FoldTables;
  readonly structures: Structures;
  readonly scoring = new Scoring();
  streams: readonly StreamState[] = [];
  kpis: readonly KpiState[] = [];
  /** Detectors that a restart found in another version. */
  upgrades: readonly DetectorUpgrade[] = [];
  #plan: Plan | undefined;

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
    if (structures.isRestored) this.upgrades = takeOverDetectors(structures, plan);
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
    this.#plan = plan;
    this.#applyMutes();
  }

  /** Takes a mute message at log time; answers why it can't be taken, if so. */
  mute(message: MuteMessage): string | undefined {
    const why = takeMute((this.tables.mutes ??= []), message, this.tables.logMs);
    this.#applyMutes();
    return why;
  }

  /** Log time from which `dropMutes` has something to do; Infinity = never. */
  mutesDueMs = Infinity;

  /** Forgets mutes that are long over. */
  dropMutes(): void {
    if (this.tables.mutes !== undefined) dropOldMutes(this.tables.mutes, this.tables.logMs);
    this.#applyMutes();
  }

  /** Mutes and calendar windows that cover the log time, with the streams that they are about. */
  mutesInForce(): MuteInForce[] {
    return mutesInForce(this.tables.mutes ?? [], this.#plan, this.tables.logMs);
  }

  /** Tells each series by what it is muted; looked at for each of its events. */
  #applyMutes(): void {
    const mutes = this.tables.mutes ?? [];
    const calendar = this.#plan?.calendar ?? [];
    for (const covered of coveredSeries(this.streams)) covered.series.isMuted = muteCheck(mutes, calendar, covered);
    this.mutesDueMs = mutesDueMs(mutes);
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
