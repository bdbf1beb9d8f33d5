import type { Detector, DetectorInput, Judgement, SilenceJudge } from "../detector.ts";
import { unchanged } from "../earlier.ts";
import { because, REASON } from "../reasons.ts";
import { ONSET_EVIDENCE } from "../../stats/evidence.ts";
import { add, distinct, edgeOf, has, move, shareOf, surpriseOf, symbolOf } from "./bins.ts";
import { ordinaryEvidence } from "./ordinary.ts";
import { Rest } from "./rests.ts";
import { Season } from "./season.ts";
import { silenceBy, Standstill } from "./standstill.ts";
import { Tail } from "./tail.ts";

/** Events until level and band are told, and until the bins are cut. */
const WARM_UP = 30;
const FIRST = 100;
const GENERATION = 5000;
/** Events until what it says counts in full. */
const TRUSTED = 500;
/** From the sum of what is new to evidence. */
const NEW_SCALE = 2.35;
const NOISE_SHARE = 0.5;
/** Decades of surprise that count for ln 2. */
const SURPRISE = 2;
/** Excess over all values before, in standard deviations, that counts like one decade of surprise, twice. */
const MARGIN = 0.4;
const IMPROBABLE_DECADES = 5;
const MOST = 3;
const BAND = 4;

const PARTS_OF_DAY = 8;
const TAIL = Season.size(PARTS_OF_DAY);
const STANDSTILL = TAIL + Tail.size;
const REST = STANDSTILL + Standstill.size;
/** Middle of the first values and their standard deviation, which the bins are cut by; 0 = not known yet. */
const MIDDLE = REST + Rest.size;
const DEVIATION = MIDDLE + 8;
/** Symbols of values and of residuals, and largest value and smallest, of this generation and the one before. */
const NEW_VALUES = DEVIATION + 8;
const NEW_RESIDUALS = NEW_VALUES + 8;
const NEW_EXTREMES = NEW_RESIDUALS + 8;
const GENERATION_BYTES = 32;
const OLD_VALUES = NEW_VALUES + GENERATION_BYTES;
const OLD_RESIDUALS = OLD_VALUES + 8;
const OLD_EXTREMES = OLD_RESIDUALS + 8;
/** Events of both generations. */
const NEW_EVENTS = OLD_VALUES + GENERATION_BYTES;
const OLD_EVENTS = NEW_EVENTS + 4;
const SIZE = OLD_EVENTS + 4;

/**
 * The ensemble `auto` in its lite tier: level and eight parts of the day, new symbols of the value and of its residual, records
 * in standard deviations, improbable innovations of an autoregression of order 1, stuck and silent. For millions of keys.
 * Between `score` and the `learn` that follows it what was computed is kept, so that nothing is computed twice.
 */
export class LiteAuto implements Detector {
  readonly size = SIZE;
  readonly earlier = new Map([[1, unchanged(SIZE)]]);
  readonly silence: SilenceJudge;
  readonly #season = new Season(PARTS_OF_DAY);
  readonly #tail = new Tail();
  readonly #rest = new Rest(20, 1.2);
  readonly #standstill = new Standstill();
  /** Which event the fields below are about. */
  #page: DataView | undefined;
  #at = -1;
  #value = NaN;
  #eventMs = NaN;
  #innovation = 0;
  /** Symbols of the value and of its residual, -1 until the bins are cut. */
  #symbol = -1;
  #residualSymbol = -1;
  #evidence = 0;
  #reason = 0;
  #a = NaN;
  #b = NaN;

  constructor() {
    this.silence = silenceBy(this.#standstill, STANDSTILL);
  }

  score(page: DataView, offset: number, input: DetectorInput, judgement: Judgement): void {
    this.#read(page, offset, input);
    const season = this.#season;
    judgement.ready = season.count >= WARM_UP;
    judgement.evidence = judgement.ready ? this.#rest.allowed(page, offset + REST, this.#evidence, this.#evidence) : 0;
    judgement.expected = season.count > 0 ? season.expected : NaN;
    judgement.lower = judgement.ready ? season.expected - BAND * season.sd : NaN;
    judgement.upper = judgement.ready ? season.expected + BAND * season.sd : NaN;
    if (judgement.evidence > 0) because(judgement, this.#reason, this.#a, this.#b);
    else because(judgement, REASON.none, NaN);
    this.#addFigures(page, offset, input, judgement);
  }

  #addFigures(page: DataView, offset: number, input: DetectorInput, judgement: Judgement): void {
    switch (judgement.reason) {
      case REASON.novel: judgement.c = page.getUint32(offset + NEW_EVENTS, true) + page.getUint32(offset + OLD_EVENTS, true); return;
      case REASON.improbable: judgement.c = this.#season.count; return;
      case REASON.stuck: this.#standstill.explainRun(page, offset + STANDSTILL, input.value, judgement); return;
      case REASON.silent: this.#standstill.explainSilence(page, offset + STANDSTILL, input.elapsedMs, judgement); return;
      default:
    }
  }

  learn(page: DataView, offset: number, input: DetectorInput): void {
    if (this.#page !== page || this.#at !== offset || this.#value !== input.value || this.#eventMs !== input.eventMs) this.#read(page, offset, input);
    const season = this.#season;
    const told = season.count >= WARM_UP && this.#evidence >= ONSET_EVIDENCE && this.#rest.lets(page, offset + REST, this.#evidence);
    this.#rest.pass(page, offset + REST, told ? this.#evidence : 0);
    if (season.count >= 2) this.#tail.learn(page, offset + TAIL, Math.abs(this.#innovation));
    this.#standstill.learn(page, offset + STANDSTILL, input);
    this.#learnSeen(page, offset, input.value);
    season.learn(page, offset);
    this.#page = undefined;
  }

  #read(page: DataView, offset: number, input: DetectorInput): void {
    const season = this.#season;
    this.#page = page;
    this.#at = offset;
    this.#value = input.value;
    this.#eventMs = input.eventMs;
    season.read(page, offset, input);
    this.#innovation = season.residual - season.memory * season.before;
    this.#findSymbols(page, offset, input.value);
    this.#evidence = 0;
    this.#reason = REASON.none;
    if (season.count < WARM_UP) return;
    const deviations = season.sd > 0 ? Math.abs(season.residual) / season.sd : 0;
    this.#take(ordinaryEvidence(deviations), REASON.deviation, deviations);
    this.#readNew(page, offset, input.value);
    const decades = this.#tail.decades(page, offset + TAIL, Math.abs(this.#innovation));
    this.#take(Math.min(MOST, (ONSET_EVIDENCE * decades) / IMPROBABLE_DECADES), REASON.improbable, decades, season.expected + season.memory * season.before);
    this.#evidence *= Math.min(1, season.count / TRUSTED);
    this.#take(this.#standstill.runEvidence(page, offset + STANDSTILL, input.value), REASON.stuck, 0);
    this.#take(this.#standstill.silenceEvidence(page, offset + STANDSTILL, input.elapsedMs), REASON.silent, 0);
  }

  #findSymbols(page: DataView, offset: number, value: number): void {
    this.#symbol = -1;
    const width = page.getFloat64(offset + DEVIATION, true) / 2;
    if (width === 0) return;
    this.#symbol = symbolOf(value, page.getFloat64(offset + MIDDLE, true) - 4 * width, width);
    this.#residualSymbol = symbolOf(this.#season.residual, -4 * width, width);
  }

  #readNew(page: DataView, offset: number, value: number): void {
    const symbol = this.#symbol;
    if (symbol < 0) return;
    const { residual, memory, sd } = this.#season;
    const deviation = page.getFloat64(offset + DEVIATION, true);
    const events = page.getUint32(offset + NEW_EVENTS, true) + page.getUint32(offset + OLD_EVENTS, true);
    const itself = this.#surprise(page, offset + NEW_VALUES, symbol, events);
    const ofResidual = this.#surprise(page, offset + NEW_RESIDUALS, this.#residualSymbol, events);
    const excess = this.#excess(page, offset, value) / Math.max(sd, 1e-3 * deviation);
    const sum = shareOf(itself, SURPRISE) + shareOf(ofResidual, SURPRISE) + shareOf(excess, MARGIN);
    const evidence = NEW_SCALE * sum * (NOISE_SHARE + (1 - NOISE_SHARE) * memory);
    if (itself > 0) this.#take(evidence, REASON.novel, this.#edge(page, offset, symbol), this.#edge(page, offset, symbol + 1));
    else if (sum > 0) this.#take(evidence, REASON.atThisTime, Math.abs(residual) / Math.max(sd, 1e-12));
  }

  #edge(page: DataView, offset: number, symbol: number): number {
    const width = page.getFloat64(offset + DEVIATION, true) / 2;
    return edgeOf(symbol, page.getFloat64(offset + MIDDLE, true) - 4 * width, width);
  }

  #surprise(page: DataView, row: number, symbol: number, events: number): number {
    const old = row + GENERATION_BYTES;
    if (has(page, row, symbol) || has(page, old, symbol)) return 0;
    return surpriseOf(events, distinct(page, row, old));
  }

  #excess(page: DataView, offset: number, value: number): number {
    const hasOld = page.getUint32(offset + OLD_EVENTS, true) > 0;
    const hasNew = page.getUint32(offset + NEW_EVENTS, true) > 0;
    const most = Math.max(hasNew ? page.getFloat64(offset + NEW_EXTREMES, true) : -Infinity, hasOld ? page.getFloat64(offset + OLD_EXTREMES, true) : -Infinity);
    const least = Math.min(hasNew ? page.getFloat64(offset + NEW_EXTREMES + 8, true) : Infinity, hasOld ? page.getFloat64(offset + OLD_EXTREMES + 8, true) : Infinity);
    return Math.max(0, value - most, least - value);
  }

  #learnSeen(page: DataView, offset: number, value: number): void {
    const { count, level, sd } = this.#season;
    if (count + 1 === FIRST) {
      page.setFloat64(offset + MIDDLE, level, true);
      page.setFloat64(offset + DEVIATION, Math.min(1e150, Math.max(sd, Math.abs(level) * 1e-3, 1e-9)), true);
      this.#findSymbols(page, offset, value);
    }
    if (this.#symbol < 0) return;
    add(page, offset + NEW_VALUES, this.#symbol);
    add(page, offset + NEW_RESIDUALS, this.#residualSymbol);
    const events = page.getUint32(offset + NEW_EVENTS, true);
    const most = offset + NEW_EXTREMES;
    page.setFloat64(most, events === 0 ? value : Math.max(value, page.getFloat64(most, true)), true);
    page.setFloat64(most + 8, events === 0 ? value : Math.min(value, page.getFloat64(most + 8, true)), true);
    page.setUint32(offset + NEW_EVENTS, events + 1, true);
    if (events + 1 < GENERATION) return;
    move(page, offset + NEW_VALUES, offset + OLD_VALUES, GENERATION_BYTES);
    page.setUint32(offset + OLD_EVENTS, GENERATION, true);
    page.setUint32(offset + NEW_EVENTS, 0, true);
  }

  #take(evidence: number, reason: number, a: number, b = NaN): void {
    if (evidence <= this.#evidence) return;
    this.#evidence = Math.min(evidence, 10);
    this.#reason = reason;
    this.#a = a;
    this.#b = b;
  }
}
