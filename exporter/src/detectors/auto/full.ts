import type { Detector, DetectorInput, Judgement, SilenceJudge } from "../detector.ts";
import { because, REASON } from "../reasons.ts";
import { ONSET_EVIDENCE } from "../../stats/evidence.ts";
import { powerOfTwo } from "../../stats/power-of-two.ts";
import { FULL } from "./full-layout.ts";
import { fullOfVersion1 } from "./full-1.ts";
import { Improbability } from "./improbability.ts";
import { BLOCK_EVENTS, BlockNewness, Newness } from "./newness.ts";
import { ordinaryEvidence } from "./ordinary.ts";
import { Rest } from "./rests.ts";
import { Season } from "./season.ts";
import { silenceBy, Standstill } from "./standstill.ts";

/** Events until level and band are told; what is new or improbable has a warm-up of its own. */
const WARM_UP = 30;
/** From the sum of what is new to evidence: two new symbols at once in 4,000 events are an onset. */
const NEW_SCALE = 2.4;
/** Share of what is new that counts in noise without memory, where records come by chance. */
const NOISE_SHARE = 0.4;
/** Shares that count of a value alone, as where a level drifts, and of a residual alone: what is new in both ways is rarer. */
const VALUE_ALONE = 0.3;
const RESIDUAL_ALONE = 0.8;
/** Decades of improbability that are an onset: in noise, where values follow from those before, which leaves less to chance, and of a variance. */
const NOISE_DECADES = 5;
const MEMORY_DECADES = 3.7;
const SPREAD_DECADES = 4;
/** The most evidence that improbability gives: whatever is new counts for more. */
const IMPROBABLE_MOST = 3;
/** Improbable events are expected: so many, forgotten by half in 2,000 events, count in full. */
const IMPROBABLE_USUAL = 4;
/** One of more decades than these counts for several, since it refutes the tail that they were reckoned by; for four at the most. */
const IMPROBABLE_ONCE = 8;
/** Events that the rest lasts beyond one that it kept back: the model misjudges the next values as well. */
const AFTERMATH_EVENTS = 5;
const IMPROBABLE_FORGOTTEN = powerOfTwo(-1 / 2000);
const BAND = 4;

const { SEASON, HOURS, STANDSTILL, REST, IMPROBABLE_REST, IMPROBABLE_COUNT, VALUE_SUM, RESIDUAL_SUM, BLOCK, VALUES, RESIDUALS, IMPROBABLE, OFFSETS, VALUES_REST, RESIDUALS_REST, VALUE_BLOCKS, RESIDUAL_BLOCKS, SIZE } = FULL;

/** What the evidence of an event is made of. */
type Cause = "values" | "residuals" | "blocks" | "improbable" | "stuck" | "silent" | "ordinary";

/**
 * The ensemble `auto` in its full tier; auto.ts says what it does. `strictness` divides the evidence: 1 = as calibrated.
 * Between `score` and the `learn` that follows it what was computed is kept, so that nothing is computed twice.
 */
export class FullAuto implements Detector {
  readonly size = SIZE;
  readonly earlier = new Map([[1, fullOfVersion1]]);
  readonly silence: SilenceJudge;
  readonly beyond?: NonNullable<Detector["beyond"]>;
  readonly #strictness: number;
  readonly #season = new Season(HOURS, OFFSETS - SEASON);
  readonly #values = new Newness(VALUES_REST - VALUES);
  readonly #residuals = new Newness(RESIDUALS_REST - RESIDUALS);
  readonly #valueBlocks = new BlockNewness();
  readonly #residualBlocks = new BlockNewness();
  readonly #improbability = new Improbability();
  readonly #rest = new Rest(60, 1.2);
  readonly #improbableRest = new Rest(100, 1.5);
  readonly #standstill = new Standstill();
  /** Which event the fields below are about. */
  #page: DataView | undefined;
  #at = -1;
  #value = NaN;
  #eventMs = NaN;
  #elapsedMs = 0;
  #evidence = 0;
  /** Residual in standard deviations. */
  #deviations = 0;
  #cause: Cause = "values";
  /** Decades that the improbable part told, 0 = it told nothing. */
  #told = 0;
  /** True if the rest kept it from telling an onset. */
  #isHeldBack = false;

  /** `strictness` divides the evidence of what is new or improbable; `beyond` as the interface says. */
  constructor(strictness: number, beyond?: Detector["beyond"]) {
    this.#strictness = strictness;
    if (beyond !== undefined) this.beyond = beyond;
    this.silence = silenceBy(this.#standstill, STANDSTILL);
  }

  score(page: DataView, offset: number, input: DetectorInput, judgement: Judgement): void {
    this.#read(page, offset, input);
    const season = this.#season;
    judgement.ready = season.count >= WARM_UP;
    judgement.evidence = judgement.ready ? this.#rest.allowed(page, offset + REST, this.#evidence, this.#evidence) : 0;
    const band = BAND * season.sd;
    judgement.expected = season.count > 0 ? season.expected : NaN;
    judgement.lower = judgement.ready ? season.expected - band : NaN;
    judgement.upper = judgement.ready ? season.expected + band : NaN;
    if (judgement.evidence > 0) this.#explain(page, offset, input.value, judgement);
    else because(judgement, REASON.none, NaN);
  }

  learn(page: DataView, offset: number, input: DetectorInput): void {
    const { value } = input;
    if (this.#page !== page || this.#at !== offset || this.#value !== value || this.#eventMs !== input.eventMs) this.#read(page, offset, input);
    const ready = this.#season.count >= WARM_UP;
    const told = ready && this.#evidence >= ONSET_EVIDENCE && this.#rest.lets(page, offset + REST, this.#evidence);
    this.#rest.pass(page, offset + REST, told ? this.#evidence : 0);
    this.#learnImprobable(page, offset);
    const { residual } = this.#season;
    this.#season.learn(page, offset + SEASON);
    this.#improbability.learn(page, offset + IMPROBABLE, this.#season);
    this.#values.learn(page, offset + VALUES, value);
    this.#residuals.learn(page, offset + RESIDUALS, residual);
    this.#learnBlock(page, offset, value, residual);
    this.#standstill.learn(page, offset + STANDSTILL, input);
    this.#page = undefined;
  }

  #read(page: DataView, offset: number, input: DetectorInput): void {
    const { value } = input;
    this.#page = page;
    this.#at = offset;
    this.#value = value;
    this.#eventMs = input.eventMs;
    this.#elapsedMs = input.elapsedMs;
    this.#season.read(page, offset + SEASON, input);
    this.#improbability.read(page, offset + IMPROBABLE, value);
    this.#evidence = 0;
    this.#deviations = this.#season.sd > 0 ? Math.abs(this.#season.residual) / this.#season.sd : 0;
    this.#take(ordinaryEvidence(this.#deviations), "ordinary");
    this.#newEvidence(page, offset, value);
    this.#take(this.#improbableEvidence(page, offset), "improbable");
    this.#evidence *= Math.min(1, this.#season.count / 500) / this.#strictness;
    this.#take(this.#standstill.runEvidence(page, offset + STANDSTILL, value), "stuck");
    this.#take(this.#standstill.silenceEvidence(page, offset + STANDSTILL, input.elapsedMs), "silent");
  }

  #newEvidence(page: DataView, offset: number, value: number): void {
    const { residual, memory } = this.#season;
    this.#values.score(page, offset + VALUES, value);
    this.#residuals.score(page, offset + RESIDUALS, residual);
    let blocks = 0;
    if (page.getFloat64(offset + BLOCK, true) === BLOCK_EVENTS - 1) {
      this.#valueBlocks.score(page, offset + VALUE_BLOCKS, (page.getFloat64(offset + VALUE_SUM, true) + value) / BLOCK_EVENTS);
      this.#residualBlocks.score(page, offset + RESIDUAL_BLOCKS, (page.getFloat64(offset + RESIDUAL_SUM, true) + residual) / BLOCK_EVENTS);
      blocks = this.#valueBlocks.evidence + this.#residualBlocks.evidence;
    }
    if (this.#values.evidence === 0 && this.#residuals.evidence === 0 && blocks === 0) return;
    const values = withOther(VALUE_ALONE, this.#values.evidence, this.#residuals.evidence + blocks);
    const residuals = withOther(RESIDUAL_ALONE, this.#residuals.evidence, this.#values.evidence + blocks);
    const sum = values + residuals + blocks;
    const largest = Math.max(values, residuals, blocks);
    const cause = largest === blocks ? "blocks" : largest === values ? "values" : "residuals";
    this.#take(NEW_SCALE * sum * (NOISE_SHARE + (1 - NOISE_SHARE) * memory), cause);
  }

  #improbableEvidence(page: DataView, offset: number): number {
    const { decades } = this.#improbability;
    this.#told = 0;
    const usual = IMPROBABLE_USUAL / Math.max(IMPROBABLE_USUAL, page.getFloat64(offset + IMPROBABLE_COUNT, true) * IMPROBABLE_FORGOTTEN);
    const limit = this.#improbableLimit();
    const evidence = usual * Math.min(IMPROBABLE_MOST, (ONSET_EVIDENCE * decades) / limit);
    const rest = offset + IMPROBABLE_REST;
    const allowed = this.#improbableRest.allowed(page, rest, decades, evidence);
    const isOver = this.#improbableRest.isOver(page, rest);
    if (allowed >= ONSET_EVIDENCE || (isOver && decades >= limit)) this.#told = decades;
    this.#isHeldBack = this.#told === 0 && decades >= limit;
    return allowed;
  }

  /** Decades that are an onset. */
  #improbableLimit(): number {
    if (this.#improbability.look === "spread") return SPREAD_DECADES;
    return NOISE_DECADES + (MEMORY_DECADES - NOISE_DECADES) * this.#season.memory;
  }

  #learnImprobable(page: DataView, offset: number): void {
    const isNew = this.#told > 0 && this.#improbableRest.isOver(page, offset + IMPROBABLE_REST);
    const counted = isNew ? Math.max(1, Math.min(IMPROBABLE_USUAL, this.#told / IMPROBABLE_ONCE)) : 0;
    page.setFloat64(offset + IMPROBABLE_COUNT, page.getFloat64(offset + IMPROBABLE_COUNT, true) * IMPROBABLE_FORGOTTEN + counted, true);
    this.#improbableRest.pass(page, offset + IMPROBABLE_REST, this.#told);
    if (this.#isHeldBack) this.#improbableRest.goOn(page, offset + IMPROBABLE_REST, AFTERMATH_EVENTS);
  }

  #learnBlock(page: DataView, offset: number, value: number, residual: number): void {
    const events = page.getFloat64(offset + BLOCK, true) + 1;
    const values = page.getFloat64(offset + VALUE_SUM, true) + value;
    const residuals = page.getFloat64(offset + RESIDUAL_SUM, true) + residual;
    const isFull = events === BLOCK_EVENTS;
    if (isFull) {
      this.#valueBlocks.learn(page, offset + VALUE_BLOCKS, values / BLOCK_EVENTS);
      this.#residualBlocks.learn(page, offset + RESIDUAL_BLOCKS, residuals / BLOCK_EVENTS);
    }
    page.setFloat64(offset + BLOCK, isFull ? 0 : events, true);
    page.setFloat64(offset + VALUE_SUM, isFull ? 0 : values, true);
    page.setFloat64(offset + RESIDUAL_SUM, isFull ? 0 : residuals, true);
  }

  #take(evidence: number, cause: Cause): void {
    if (evidence <= this.#evidence) return;
    this.#evidence = Math.min(evidence, 10);
    this.#cause = cause;
  }

  #explain(page: DataView, offset: number, value: number, judgement: Judgement): void {
    switch (this.#cause) {
      case "values": this.#explainNew(page, offset + VALUES, value, judgement); return;
      case "residuals": this.#explainNew(page, offset + RESIDUALS, this.#season.residual, judgement); return;
      case "blocks": this.#explainBlock(page, offset, value, judgement); return;
      case "improbable": this.#explainImprobable(page, offset, judgement); return;
      case "ordinary": because(judgement, REASON.deviation, this.#deviations); return;
      case "stuck": this.#standstill.explainRun(page, offset + STANDSTILL, value, judgement); return;
      case "silent": this.#standstill.explainSilence(page, offset + STANDSTILL, this.#elapsedMs, judgement); return;
    }
  }

  #explainNew(page: DataView, at: number, what: number, judgement: Judgement): void {
    const isResidual = this.#cause === "residuals";
    const newness = isResidual ? this.#residuals : this.#values;
    const { symbols, news, margin } = newness;
    // Residuals are told as the values that they would be now.
    const from = isResidual ? this.#season.expected : 0;
    if (news === "record") {
      because(judgement, isResidual ? REASON.extremeDeviation : REASON.extreme, margin, from + newness.record(page, at, what));
      return;
    }
    if (news === "sequence") because(judgement, REASON.novelSequence, from + symbols.middleBefore(page, at), from + what);
    else because(judgement, isResidual ? REASON.novelDeviation : REASON.novel, from + symbols.lowerEdge(page, at, symbols.symbol), from + symbols.lowerEdge(page, at, symbols.symbol + 1));
    judgement.c = symbols.remembered(page, at);
  }

  #explainBlock(page: DataView, offset: number, value: number, judgement: Judgement): void {
    because(judgement, REASON.novelMean, BLOCK_EVENTS, this.#valueBlocks.symbols.remembered(page, offset + VALUE_BLOCKS));
    judgement.c = (page.getFloat64(offset + VALUE_SUM, true) + value) / BLOCK_EVENTS;
  }

  #explainImprobable(page: DataView, offset: number, judgement: Judgement): void {
    const { look, decades, spreadRatio } = this.#improbability;
    if (look === "spread") because(judgement, REASON.variance, spreadRatio, decades);
    else because(judgement, look === "shift" ? REASON.improbableShift : REASON.improbable, decades, this.#improbability.follows(page, offset + IMPROBABLE));
    judgement.c = this.#season.count;
  }
}

/** Evidence of which `alone` counts, and the rest as far as something else is new as well. */
function withOther(alone: number, evidence: number, other: number): number {
  return alone * evidence + (1 - alone) * Math.min(evidence, other);
}
