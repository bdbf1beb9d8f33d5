import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readAnchors, sharedFolder } from "./anchors.ts";
import { readNab, readPublishedScores } from "./nab-corpus.ts";
import { NAB_PROFILES, nabAt, nabOptimised } from "./nab-score.ts";

const shared = sharedFolder();
const published = [["HTM", "numenta"], ["CAD OSE", "contextOSE"], ["Windowed Gaussian", "windowedGaussian"]] as const;

describe("the anchors", () => {
  if (shared === undefined) {
    it.skip("are compared where the recordings lie beside the repository, in ../shared", () => undefined);
    return;
  }
  const anchors = readAnchors(shared);
  const corpus = readNab(join(shared, "nab/dev"));
  it.each(published)("of %s come out to 1e-6, in every profile", (name, file) => {
    const scores = readPublishedScores(join(shared, `nab/anchors/${file}.csv.gz`));
    const series = corpus.map((one) => ({ name: one.name, windows: one.windows, scores: scores.get(one.name) ?? new Float64Array() }));
    for (const [profile, weights] of Object.entries(NAB_PROFILES)) {
      const expected = anchors[name]?.[profile];
      const result = nabOptimised(series, weights);
      expect(Math.abs(result.score - (expected?.score ?? NaN))).toBeLessThanOrEqual(1e-6);
      expect(result).toMatchObject({ windows: expected?.windows, windowsHit: expected?.windows_hit, falseRows: expected?.false_positive_rows });
      expect(result.threshold).toBeCloseTo(expected?.threshold ?? NaN, 9);
      expect(nabAt(series, weights, result.threshold)).toEqual(result);
    }
  });
});
