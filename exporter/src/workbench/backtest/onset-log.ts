import { labelText } from "../../metrics/text.ts";
import type { RawEvent } from "../../model/raw-event.ts";
import { CONTROL_PACK, CONTROL_PREFIX } from "../../contract/subjects.ts";
import { ABSENT } from "../../pack/plan.ts";
import { Fold } from "../../pipeline/fold.ts";
import { FoldState } from "../../pipeline/fold-state.ts";
import { NO_EFFECTS } from "../../pipeline/ports.ts";
import { viewOf } from "../../pipeline/state-view.ts";
import type { StateView } from "../../pipeline/view.ts";
import { seriesAt } from "../series-of.ts";
import type { SeriesSlab } from "../../state/series.ts";
import type { Onset } from "./compare.ts";

/** Onsets remembered; beyond them a backtest says that there are more. */
export const MOST_ONSETS = 100_000;

/** A fold of one stream's messages into a state of its own that remembers the onsets of the stream and of KPIs made from it. */
export class OnsetLog {
  readonly onsets: Onset[] = [];
  /** Onsets beyond the most that are remembered. */
  dropped = 0;
  /** Messages of the stream that were folded. */
  messages = 0;
  readonly #fold: Fold;
  readonly #view: StateView;
  readonly #stream: string;
  readonly #follows: boolean;
  #names = new Map<SeriesSlab, { stream: string; measure: string }>();
  #of: FoldState["streams"] | undefined;

  /** Under `text` (foldTextJson) to begin with; `follows`: and under each pack message that comes. Throws what is wrong with the text. */
  constructor(text: string, stream: string, follows: boolean) {
    this.#stream = stream;
    this.#follows = follows;
    this.#fold = new Fold(new FoldState(), NO_EFFECTS);
    this.#view = viewOf(this.#fold.state);
    const change = this.#fold.usePacks(text);
    if (!change.ok) throw new RangeError(change.why);
    this.#fold.state.scoring.onOnset = (series, key) => { this.#note(series, key); };
  }

  /** Folds a message, unless it is about another stream. */
  apply(event: RawEvent): void {
    if (event.subject === CONTROL_PACK && !this.#follows) return;
    const isControl = event.subject.startsWith(`${CONTROL_PREFIX}.`);
    if (!isControl && !this.#isWanted(event.subject)) return;
    if (!isControl) this.messages++;
    while (!this.#fold.apply(event));
  }

  #isWanted(subject: string): boolean {
    const { plan } = this.#fold;
    const match = plan?.match(subject);
    return match !== undefined && plan?.streams[match.stream]?.name === this.#stream;
  }

  #note(series: SeriesSlab, key: number): void {
    const { state } = this.#fold;
    if (this.#of !== state.streams) this.#names = this.#readNames();
    this.#of = state.streams;
    const name = this.#names.get(series);
    const table = name && this.#view.tables().find(({ stream, measure }) => stream === name.stream && measure === name.measure);
    if (table === undefined) return;
    if (this.onsets.length >= MOST_ONSETS) {
      this.dropped++;
      return;
    }
    const { reading, reason } = seriesAt(table, key);
    this.onsets.push({
      series: `${table.stream}.${table.measure}{${labelText(table.labelNames, table.labels(key))}}`,
      timeMs: reading.anomalyStartMs, value: reading.riseValue, reason: reason?.sentence ?? "",
    });
  }

  #readNames(): Map<SeriesSlab, { stream: string; measure: string }> {
    return new Map(this.#fold.state.streams.filter(({ plan }) => plan.name === this.#stream).flatMap(({ plan, measures, absence, kpis }) => [
      ...measures.map((measure) => [measure.series, { stream: plan.name, measure: measure.plan.name }] as const),
      ...(absence === undefined ? [] : [[absence.series, { stream: plan.name, measure: ABSENT.name }] as const]),
      ...kpis.map((kpi) => [kpi.series, { stream: kpi.plan.stream, measure: kpi.plan.name }] as const),
    ]));
  }
}
