import type { Detector } from "../detectors/detector.ts";
import { passOn } from "./pass-on.ts";
import { PointwiseJudge } from "./pointwise.ts";
import type { Pointwise } from "./pointwise.ts";
import type { TransformKind } from "./transform.ts";

/** sign(x)·ln(1 + |x|): the logarithm for large values, the value itself near 0, defined everywhere. */
export const logarithm: Pointwise = {
  forward: (value) => Math.sign(value) * Math.log1p(Math.abs(value)),
  back: (value) => Math.sign(value) * Math.min(Math.expm1(Math.abs(value)), Number.MAX_VALUE),
};

/** For values that are products of many things, with a long tail: sizes, durations, amounts. No state. */
export const log: TransformKind = {
  id: "log",
  version: 1,
  keepsUnit: false,
  wrap(detector): Detector {
    const judge = new PointwiseJudge(detector, logarithm);
    return {
      size: detector.size,
      score: (page, offset, input, judgement) => { judge.score(page, offset, input, judgement); },
      learn: (page, offset, input) => { judge.learn(page, offset, input); },
      ...passOn(detector, 0, (other) => log.wrap(other)),
    };
  },
};
