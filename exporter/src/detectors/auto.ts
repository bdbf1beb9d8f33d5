import { FullAuto } from "./auto/full.ts";
import { LiteAuto } from "./auto/lite.ts";
import type { Detector, DetectorKind } from "./detector.ts";

/** How much stricter the tier for pages is. */
const CALM = 3.5;

/** How much memory a series has, and how strict it is. */
const TIERS = ["adaptive", "full", "lite", "calm"] as const;

/** Keys of a measure that the tier `adaptive` judges in full: some 50 MB; those beyond are judged lite. */
const FULL_KEYS = 10_000;

/**
 * The ensemble that judges every series unless the pack says otherwise: one configuration, no training phase, no look-ahead.
 */
export const auto: DetectorKind = {
  id: "auto",
  version: 1,
  defaults: {},
  ranges: {},
  whole: [],
  choices: { tier: TIERS },
  warmUp: 100,
  judges: "values",
  create(_settings, { tier = "adaptive" } = {}): Detector {
    if (tier === "lite") return new LiteAuto();
    if (tier === "calm") return new FullAuto(CALM);
    return new FullAuto(1, tier === "full" ? undefined : { keys: FULL_KEYS, detector: new LiteAuto() });
  },
};
