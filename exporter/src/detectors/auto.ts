import { FullAuto } from "./auto/full.ts";
import { LiteAuto } from "./auto/lite.ts";
import type { Detector, DetectorKind } from "./detector.ts";

/** How much stricter the tier for pages is. */
const CALM = 3.5;

/** How much memory a series has, and how strict it is. */
const TIERS = ["full", "lite", "calm"] as const;

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
  create(_settings, { tier = "full" } = {}): Detector {
    if (tier === "lite") return new LiteAuto();
    return new FullAuto(tier === "calm" ? CALM : 1);
  },
};
