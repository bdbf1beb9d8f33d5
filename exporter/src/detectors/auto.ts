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
 *
 * Tier full, each part in a file of its own in auto/:
 *   1. season: f = level + offset of the hour (UTC), r = x − f; memory m = lag-1 autocorrelation of r, 0 to 1.
 *   2. newness of x and of r: N = ln(1 + D/2) + 0.7·ln(1 + D'/2) + ln(1 + t/0.5), where
 *      D = −log₁₀(d / (n + d)) if the bin of x was never visited, n visits in d bins (Witten and Bell 1991, method C), D' the same
 *      for the bin behind the one before, else 0; t = excess over the five largest, one a cluster, in their spread (Rényi 1953).
 *   3. newness of means of six values and residuals, without t: N = 0.7·(ln(1 + D/2) + 0.7·ln(1 + D'/2)).
 *   4. A_new = c·(0.4 + 0.6·m)·Σ N: records come by chance in noise, hardly where values follow from those before. Of N of x counts
 *      0.3, of N of r 0.8, and the rest as far as the other or a mean is new as well: a level that drifts brings new values. c: full.ts.
 *   5. improbability: innovations of an AR(4) by recursive least squares, their mean over 4 and the mean of their size over 32,
 *      each in decades P by two quantiles of what was before (Robbins and Monro 1951); A_imp = min(3, 2.5·P / (5 − 1.3·m)), of the size
 *      over 32 2.5·P / 4; less where such events are usual: one of P > 8 counts for P / 8 of them.
 *   6. A = max(A_new, A_imp)·min(1, n/500), calm divides it by 3.5; then runs of a value and silences beyond their limits: A ≥ 3.
 *   7. After an onset a rest: for some events what is not stronger by a factor gives 2.4 at the most. At most 10.
 * What was seen is forgotten in two generations of 5,000 events. expected = f, band = f ± 4 sd of r. Ready after 30 events; what is new needs 100.
 * Lite keeps 1 with eight parts of the day, 2 without D', by the one largest and smallest value in sd, an AR(1) by m in the place of
 * 5, and 6 and 7 but for calm.
 *
 * References: Witten and Bell, "The zero-frequency problem" (1991), https://doi.org/10.1109/18.87000; Rényi, "On the theory of order
 * statistics" (1953), https://doi.org/10.1007/BF02127580; Robbins and Monro, "A stochastic approximation method" (1951),
 * https://doi.org/10.1214/aoms/1177729586; Haykin, "Adaptive Filter Theory", recursive least squares. How they are put together,
 * the declustering and the generations are our own; ADR 0010.
 *
 * Cost beside JSON.parse of a reading of 130 bytes, 1: full and calm 1.1 and 4,576 bytes a series, lite 0.5 and 320 bytes.
 * Full for what people look at, calm for what wakes them, lite for millions of keys. Not for a limit that is known (threshold), a
 * rhythm of the week (seasonal), small shifts that last (cusum), what siblings show (peers), nor for series of less than some
 * hundred events; what came once within two generations is not told as new again.
 */
export const auto: DetectorKind = {
  id: "auto",
  version: 2,
  defaults: {},
  ranges: {},
  whole: [],
  choices: { tier: TIERS },
  warmUp: 30,
  judges: "values",
  create(_settings, { tier = "adaptive" } = {}): Detector {
    if (tier === "lite") return new LiteAuto();
    if (tier === "calm") return new FullAuto(CALM);
    return new FullAuto(1, tier === "full" ? undefined : { keys: FULL_KEYS, detector: new LiteAuto() });
  },
};
