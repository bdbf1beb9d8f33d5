import type { Detector } from "../detectors/detector.ts";
import { passOn } from "./pass-on.ts";
import { PointwiseJudge } from "./pointwise.ts";
import type { Pointwise } from "./pointwise.ts";
import type { TransformKind } from "./transform.ts";

const SHIFT = 3 / 8;

/** 2·√(x + 3/8), values below 0 taken as 0. */
export const squareRoot: Pointwise = {
  forward: (value) => 2 * Math.sqrt(Math.max(value, 0) + SHIFT),
  back: (value) => Math.min(Math.max((Math.max(value, 0) / 2) ** 2 - SHIFT, 0), Number.MAX_VALUE),
};

/**
 * For counts: makes the spread of a Poisson count 1 whatever its mean. No state.
 * Anscombe, "The Transformation of Poisson, Binomial and Negative-Binomial Data" (1948), https://doi.org/10.1093/biomet/35.3-4.246.
 */
export const anscombe: TransformKind = {
  id: "anscombe",
  version: 1,
  keepsUnit: false,
  wrap(detector): Detector {
    const judge = new PointwiseJudge(detector, squareRoot);
    return {
      size: detector.size,
      score: (page, offset, input, judgement) => { judge.score(page, offset, input, judgement); },
      learn: (page, offset, input) => { judge.learn(page, offset, input); },
      ...passOn(detector, 0, (other) => anscombe.wrap(other)),
    };
  },
};
