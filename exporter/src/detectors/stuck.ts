import { deviationEvidence } from "../stats/evidence.ts";
import type { Detector, DetectorKind } from "./detector.ts";
import { because, REASON } from "./reasons.ts";

const LAST = 0;
/** Events since the value changed, this value's first included; 0 = nothing seen. */
const RUN = 8;
/** Runs that have ended, and the longest usual one. */
const ENDED = 16;
const USUAL = 24;

/** Runs that must have ended before one is judged. */
const WARM_UP = 10;
/** Share of the usual run that is forgotten with each one that ends. */
const FORGOTTEN = 1 / 1000;

/**
 * Events in a row with the same value, by how many are usual.
 *
 * limit = max(onset·usual, least); evidence = 2.5·(run / limit)², at most 10, from the second equal value on; no band.
 * A run is learned when the value changes: usual = max(usual·(1 − 1/1000), run), a run beyond the limit by its geometric
 * mean with it. Judged once ten runs have ended: a series that never changed is not stuck.
 * The flat line test of quality control: QARTOD Manual for Real-Time Quality Control of In-Situ Temperature and Salinity
 * Data (2020), test 8, https://doi.org/10.25923/x02m-m555; learning the limit is our own.
 *
 * Cost some 10 ns an event, 32 bytes a series. Not for states (open or shut) that rightly last, where `usual` is long and a
 * stuck one is found late; not for values that are zero at night.
 */
export const stuck: DetectorKind = {
  id: "stuck",
  version: 1,
  defaults: { onset: 3, least: 6 },
  ranges: { onset: [1.1, 1000], least: [2, 1e6] },
  whole: ["least"],
  warmUp: WARM_UP + 1,
  judges: "changes",
  create({ onset = 3, least = 6 }): Detector {
    const limitOf = (page: DataView, offset: number): number => Math.max(onset * page.getFloat64(offset + USUAL, true), least);
    return {
      size: 32,
      score(page, offset, { value }, judgement) {
        const before = page.getFloat64(offset + RUN, true);
        const run = before > 0 && value === page.getFloat64(offset + LAST, true) ? before + 1 : 1;
        const limit = limitOf(page, offset);
        judgement.ready = page.getFloat64(offset + ENDED, true) >= WARM_UP;
        judgement.evidence = judgement.ready && run > 1 ? deviationEvidence(run / limit, 1) : 0;
        judgement.expected = NaN;
        judgement.lower = NaN;
        judgement.upper = NaN;
        if (judgement.evidence > 0) because(judgement, REASON.stuck, run, page.getFloat64(offset + USUAL, true));
        else because(judgement, REASON.none, NaN);
      },
      learn(page, offset, { value }) {
        const run = page.getFloat64(offset + RUN, true);
        if (run > 0 && value === page.getFloat64(offset + LAST, true)) {
          page.setFloat64(offset + RUN, run + 1, true);
          return;
        }
        page.setFloat64(offset + LAST, value, true);
        page.setFloat64(offset + RUN, 1, true);
        if (run === 0) return;
        const ended = page.getFloat64(offset + ENDED, true) + 1;
        const limit = ended > WARM_UP ? limitOf(page, offset) : Infinity;
        const learned = run > limit ? Math.sqrt(run * limit) : run;
        page.setFloat64(offset + USUAL, Math.max(page.getFloat64(offset + USUAL, true) * (1 - FORGOTTEN), learned), true);
        page.setFloat64(offset + ENDED, ended, true);
      },
    };
  },
};
