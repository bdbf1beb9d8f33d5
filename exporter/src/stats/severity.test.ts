import { describe, expect, it } from "@jest/globals";
import { severityOf } from "./severity.ts";

describe("severityOf", () => {
  it.each([
    [0, "none"], [0.899, "none"], [0.9, "info"], [0.949, "info"], [0.95, "warning"], [0.989, "warning"], [0.99, "critical"], [1, "critical"], [NaN, "none"],
  ])("takes %p for %s", (score, expected) => {
    expect(severityOf(score)).toBe(expected);
  });
});
