import { describe, expect, it } from "@jest/globals";
import { mean } from "simple-statistics";
import { StatePage } from "../detectors/state-page.ts";
import { zScore } from "../detectors/z-score.ts";
import { grid } from "./grid.ts";

describe("grid", () => {
  it("judges the mean of the open bucket with the event, and learns closed ones", () => {
    const page = new StatePage(grid.wrap(zScore.create({ ...zScore.defaults, warm_up: 3 })));
    const plain = new StatePage(zScore.create({ ...zScore.defaults, warm_up: 3 }));
    // The page's interval is a minute: buckets of three events, 20 s apart.
    const values = Array.from({ length: 60 }, (_, i) => 20 + ((i * 7) % 11));
    for (const [i, value] of values.entries()) {
      const open = values.slice(i - (i % 3), i + 1);
      const { expected, evidence } = page.score(value, i * 20_000);
      const by = plain.score(mean(open));
      // The bucket before is learned with the event that closes it, after that is judged.
      expect(evidence).toBeCloseTo(by.evidence, 9);
      if (!Number.isNaN(expected)) expect(expected).toBeCloseTo(by.expected, 9);
      page.see(value, i * 20_000);
      if (i % 3 === 0 && i > 0) plain.see(mean(values.slice(i - 3, i)));
    }
  });
});
