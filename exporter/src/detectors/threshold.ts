import type { Detector, DetectorKind, Judgement } from "./detector.ts";
import { because, REASON } from "./reasons.ts";

/** Values in a row beyond a limit: above it positive, below negative; 0 = within. */
const RUN = 0;
/** 1 or −1 while an anomaly lasts on that side. */
const SIDE = 8;

/**
 * A limit from the pack, with hysteresis.
 *
 * Onset with the `events`th value in a row above `above` (or below `below`); from then on every value counts until one is
 * back by `clear` behind the limit: `above: 90, clear: 5` begins above 90 and ends at 85 or less. The evidence is
 * `evidence` all the while, since a rule knows no probability: 2.5 is an onset, 3 (the default) a warning, 4.7 critical.
 * Ready from the first value on; no expectation, band = the limits.
 * The Schmitt trigger: Schmitt, "A thermionic trigger" (1938), https://doi.org/10.1088/0950-7671/15/1/305.
 *
 * Cost some 5 ns an event, 16 bytes a series. Not where nobody knows the limit, or where it depends on the time of day.
 */
export const threshold: DetectorKind = {
  id: "threshold",
  version: 1,
  defaults: { above: Infinity, below: -Infinity, clear: 0, events: 1, evidence: 3 },
  ranges: { above: [-1e300, Infinity], below: [-Infinity, 1e300], clear: [0, 1e300], events: [1, 10_000], evidence: [2.5, 10] },
  inUnit: ["above", "below", "clear"],
  whole: ["events"],
  warmUp: 0,
  judges: "rule",
  broken: ({ above = Infinity, below = -Infinity }) => {
    if (above === Infinity && below === -Infinity) return "a limit: above, below or both";
    return below < above ? undefined : "such that below is less than above";
  },
  create({ above = Infinity, below = -Infinity, clear = 0, events = 1, evidence = 3 }): Detector {
    const sideOf = (value: number, before: number): number => {
      if (value > above || (before > 0 && value > above - clear)) return 1;
      return value < below || (before < 0 && value < below + clear) ? -1 : 0;
    };
    const tell = (judgement: Judgement, value: number, side: number): void => {
      if (value > above) because(judgement, REASON.aboveThreshold, above);
      else if (value < below) because(judgement, REASON.belowThreshold, below);
      else because(judgement, REASON.notCleared, side > 0 ? above - clear : below + clear);
    };
    return {
      size: 16,
      score(page, offset, { value }, judgement) {
        const lasting = page.getFloat64(offset + SIDE, true);
        const run = page.getFloat64(offset + RUN, true);
        const side = sideOf(value, lasting);
        const inRow = side * run > 0 ? Math.abs(run) + 1 : 1;
        const isAnomalous = side !== 0 && (side === lasting || inRow >= events);
        judgement.ready = true;
        judgement.evidence = isAnomalous ? evidence : 0;
        judgement.expected = NaN;
        judgement.lower = below === -Infinity ? NaN : below;
        judgement.upper = above === Infinity ? NaN : above;
        if (isAnomalous) tell(judgement, value, side);
        else because(judgement, REASON.none, NaN);
      },
      learn(page, offset, { value }) {
        const lasting = page.getFloat64(offset + SIDE, true);
        const run = page.getFloat64(offset + RUN, true);
        const side = sideOf(value, lasting);
        const inRow = side * run > 0 ? Math.min(Math.abs(run) + 1, events) : Math.abs(side);
        page.setFloat64(offset + RUN, side * inRow, true);
        page.setFloat64(offset + SIDE, side !== 0 && (side === lasting || inRow >= events) ? side : 0, true);
      },
    };
  },
};
