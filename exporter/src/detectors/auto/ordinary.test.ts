import { describe, expect, it } from "@jest/globals";
import { ONSET_EVIDENCE } from "../../stats/evidence.ts";
import { ordinaryEvidence } from "./ordinary.ts";

describe("evidence of an ordinary deviation", () => {
  it("grows with its square, alike to both sides, up to two standard deviations", () => {
    expect([0, 1, -1, 2].map(ordinaryEvidence)).toEqual([0, 0.15, 0.15, 0.6]);
  });

  it("stays far below an onset however far the deviation", () => {
    expect(ordinaryEvidence(Infinity)).toBeLessThan(ONSET_EVIDENCE / 4);
  });
});
