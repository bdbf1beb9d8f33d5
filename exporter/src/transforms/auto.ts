import type { Detector } from "../detectors/detector.ts";
import { because, REASON } from "../detectors/reasons.ts";
import { squareRoot } from "./anscombe.ts";
import { logarithm } from "./log.ts";
import { passOn } from "./pass-on.ts";
import { PointwiseJudge } from "./pointwise.ts";
import type { TransformKind } from "./transform.ts";

/** Values looked at u8, choice u8 (a place in the judges + 1), what was seen u8, spare u8, least and greatest octave i16. */
const COUNT = 0;
const CHOICE = 1;
const SEEN = 2;
const LEAST = 4;
const MOST = 6;
const HEADER_BYTES = 8;

const NOT_WHOLE = 1;
const NOT_POSITIVE = 2;
const NEGATIVE = 4;
/** Values looked at before the choice. */
const LOOKED_AT = 32;
/** Powers of two between the least and the greatest of positive values that are a long tail. */
const LONG_TAIL = 6;

const SAME = 1;
const COUNTS = 2;
const TAIL = 3;

/**
 * Chosen by the first 32 values: positive ones that span six powers of two have a long tail (`log`); whole ones from 0
 * are counts (`anscombe`); all else stays as it is. The detector begins behind them. The choice is part of the state and
 * stays: 8 bytes.
 */
export const auto: TransformKind = {
  id: "auto",
  version: 1,
  keepsUnit: false,
  wrap(detector): Detector {
    const judges = [detector, new PointwiseJudge(detector, squareRoot), new PointwiseJudge(detector, logarithm)];
    return {
      size: HEADER_BYTES + detector.size,
      score(page, offset, input, judgement) {
        const judge = judges[page.getUint8(offset + CHOICE) - 1];
        if (judge !== undefined) {
          judge.score(page, offset + HEADER_BYTES, input, judgement);
          return;
        }
        judgement.ready = false;
        judgement.evidence = 0;
        judgement.expected = NaN;
        judgement.lower = NaN;
        judgement.upper = NaN;
        because(judgement, REASON.none, NaN);
      },
      learn(page, offset, input) {
        const judge = judges[page.getUint8(offset + CHOICE) - 1];
        if (judge !== undefined) judge.learn(page, offset + HEADER_BYTES, input);
        else lookAt(page, offset, input.value);
      },
      ...passOn(detector, HEADER_BYTES, (other) => auto.wrap(other)),
    };
  },
};

function lookAt(page: DataView, offset: number, value: number): void {
  const count = page.getUint8(offset + COUNT);
  const seen = page.getUint8(offset + SEEN) | (Number.isInteger(value) ? 0 : NOT_WHOLE) | (value > 0 ? 0 : NOT_POSITIVE) | (value < 0 ? NEGATIVE : 0);
  const octave = value > 0 ? Math.floor(Math.log2(value)) : 0;
  page.setUint8(offset + SEEN, seen);
  page.setInt16(offset + LEAST, count === 0 ? octave : Math.min(octave, page.getInt16(offset + LEAST, true)), true);
  page.setInt16(offset + MOST, count === 0 ? octave : Math.max(octave, page.getInt16(offset + MOST, true)), true);
  page.setUint8(offset + COUNT, count + 1);
  if (count + 1 < LOOKED_AT) return;
  const octaves = page.getInt16(offset + MOST, true) - page.getInt16(offset + LEAST, true);
  page.setUint8(offset + CHOICE, chosen(seen, octaves));
}

function chosen(seen: number, octaves: number): number {
  if ((seen & NOT_POSITIVE) === 0 && octaves >= LONG_TAIL) return TAIL;
  return (seen & (NOT_WHOLE | NEGATIVE)) === 0 ? COUNTS : SAME;
}
