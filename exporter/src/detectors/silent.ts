import { deviationEvidence } from "../stats/evidence.ts";
import type { Detector, DetectorKind, Judgement, SilenceJudge } from "./detector.ts";
import { because, REASON } from "./reasons.ts";

/** Intervals that were seen, and the longest usual one, ms. */
const SEEN = 0;
const USUAL = 8;

/** Intervals before a silence is judged. */
const WARM_UP = 10;
/** Share of the usual interval that is forgotten with each event. */
const FORGOTTEN = 1 / 1000;

/**
 * No event of a series where there used to be.
 *
 * patience = max(onset·usual, least seconds); evidence of a silence = 2.5·(silence / patience)², at most 10; no band.
 * An interval is learned with the event that ends it: usual = max(usual·(1 − 1/1000), interval), one beyond patience by its
 * geometric mean with it. Judged after ten intervals, by log time while the silence lasts, and by event time at its end.
 * A time-out from observed gaps, as in failure detectors: Chen, Toueg and Aguilera, "On the Quality of Service of Failure
 * Detectors" (2002), https://doi.org/10.1109/TC.2002.1004595; the longest gap in the place of their mean, since events
 * of a business come in bursts.
 *
 * Cost some 10 ns an event and one look a patience and series, 16 bytes a series. Not for series with nights and weekends: the longest usual gap
 * is then a night, and silence by day is found late. Silence of a whole stream is `absent: true`.
 */
export const silent: DetectorKind = {
  id: "silent",
  version: 1,
  defaults: { onset: 3, least: 5 },
  ranges: { onset: [1.1, 1000], least: [1, 86_400] },
  whole: [],
  warmUp: WARM_UP + 1,
  judges: "arrivals",
  create({ onset = 3, least = 5 }): Detector {
    const isReady = (page: DataView, offset: number): boolean => page.getFloat64(offset + SEEN, true) >= WARM_UP;
    const limitMs = (page: DataView, offset: number): number => Math.max(onset * page.getFloat64(offset + USUAL, true), 1000 * least);
    const judge = (page: DataView, offset: number, silentMs: number, judgement: Judgement): void => {
      judgement.ready = isReady(page, offset);
      judgement.evidence = judgement.ready ? deviationEvidence(silentMs / limitMs(page, offset), 1) : 0;
      judgement.expected = NaN;
      judgement.lower = NaN;
      judgement.upper = NaN;
      if (judgement.evidence > 0) because(judgement, REASON.silent, silentMs / 1000, page.getFloat64(offset + USUAL, true) / 1000);
      else because(judgement, REASON.none, NaN);
    };
    const silence: SilenceJudge = {
      patienceMs: (page, offset) => (isReady(page, offset) ? limitMs(page, offset) : Infinity),
      score: judge,
    };
    return {
      size: 16,
      silence,
      score(page, offset, { elapsedMs }, judgement) {
        judge(page, offset, elapsedMs, judgement);
      },
      learn(page, offset, { elapsedMs }) {
        if (!(elapsedMs > 0)) return;
        const seen = page.getFloat64(offset + SEEN, true) + 1;
        const limit = seen > WARM_UP ? limitMs(page, offset) : Infinity;
        const learned = elapsedMs > limit ? Math.sqrt(elapsedMs * limit) : elapsedMs;
        page.setFloat64(offset + USUAL, Math.max(page.getFloat64(offset + USUAL, true) * (1 - FORGOTTEN), learned), true);
        page.setFloat64(offset + SEEN, seen, true);
      },
    };
  },
};
