import { noInput } from "../detectors/detector.ts";
import type { Detector, DetectorInput } from "../detectors/detector.ts";
import { passOn } from "./pass-on.ts";
import type { TransformKind } from "./transform.ts";

/** The open bucket: where it begins and how long it is, ms; mean and number of its values. */
const BEGIN = 0;
const LENGTH = 8;
const MEAN = 16;
const COUNT = 24;
const HEADER_BYTES = 32;

const SHORTEST_MS = 1000;
const LONGEST_MS = 60_000;

/**
 * Means over the series' own interval, from 1 to 60 s of event time, for events that come in bursts. Each event is judged
 * as the mean of the open bucket with it; the detector learns a bucket when an event behind its end closes it. A late event
 * counts in the open bucket. 32 bytes.
 */
export const grid: TransformKind = {
  id: "grid",
  version: 1,
  keepsUnit: true,
  wrap(detector): Detector {
    const mine = noInput();
    const asMean = (input: DetectorInput, value: number): DetectorInput => {
      mine.value = value;
      mine.eventMs = input.eventMs;
      mine.logMs = input.logMs;
      mine.elapsedMs = input.elapsedMs;
      mine.intervalMs = input.intervalMs;
      return mine;
    };
    const closes = (page: DataView, offset: number, eventMs: number): boolean =>
      eventMs >= page.getFloat64(offset + BEGIN, true) + page.getFloat64(offset + LENGTH, true);
    return {
      size: HEADER_BYTES + detector.size,
      score(page, offset, input, judgement) {
        const isNew = closes(page, offset, input.eventMs);
        const count = isNew ? 0 : page.getFloat64(offset + COUNT, true);
        const mean = isNew ? 0 : page.getFloat64(offset + MEAN, true);
        detector.score(page, offset + HEADER_BYTES, asMean(input, meanOf(mean, count, input.value)), judgement);
      },
      learn(page, offset, input) {
        const count = page.getFloat64(offset + COUNT, true);
        if (count > 0 && !closes(page, offset, input.eventMs)) {
          // The running mean: a sum of large values could overflow.
          page.setFloat64(offset + MEAN, meanOf(page.getFloat64(offset + MEAN, true), count, input.value), true);
          page.setFloat64(offset + COUNT, count + 1, true);
          return;
        }
        const length = Math.max(SHORTEST_MS, Math.min(LONGEST_MS, input.intervalMs));
        const begin = Math.floor(input.eventMs / length) * length;
        if (count > 0) {
          const bucket = asMean(input, page.getFloat64(offset + MEAN, true));
          bucket.eventMs = page.getFloat64(offset + BEGIN, true);
          bucket.elapsedMs = begin - bucket.eventMs;
          bucket.intervalMs = length;
          detector.learn(page, offset + HEADER_BYTES, bucket);
        }
        page.setFloat64(offset + BEGIN, begin, true);
        page.setFloat64(offset + LENGTH, length, true);
        page.setFloat64(offset + MEAN, input.value, true);
        page.setFloat64(offset + COUNT, 1, true);
      },
      ...passOn(detector, HEADER_BYTES, (other) => grid.wrap(other)),
    };
  },
};

/** The mean of `count` values with one more. */
function meanOf(mean: number, count: number, value: number): number {
  return mean + (value / (count + 1) - mean / (count + 1));
}
