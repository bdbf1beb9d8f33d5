import { describe, expect, it } from "@jest/globals";
import { rootMeanSquare } from "simple-statistics";
import { calm, pageOf } from "./contract-scene.ts";
import { rateOfChange } from "./rate-of-change.ts";
import { REASON } from "./reasons.ts";

describe("rate-of-change", () => {
  it("agrees with the root mean square of all changes a second at each step", () => {
    // Nothing is damped before it is ready.
    const page = pageOf(rateOfChange, { warm_up: 500 });
    const values = calm(500);
    const at = values.map((_, i) => 1000 * (i + (i % 2) / 2));
    for (const [i, value] of values.entries()) page.see(value, at[i]);
    const changes = values.slice(1).map((value, i) => ((value - (values[i] ?? 0)) * 1000) / ((at[i + 1] ?? 0) - (at[i] ?? 0)));
    const { expected, upper } = page.score(0, (at.at(-1) ?? 0) + 2000);
    expect(expected).toBe(values.at(-1));
    expect(upper).toBeCloseTo((values.at(-1) ?? 0) + 2 * 4 * rootMeanSquare(changes), 9);
  });

  it.each([
    { name: "as fast as is allowed", value: 120, seconds: 10, evidence: 2.5 },
    { name: "half as fast, downwards", value: 90, seconds: 10, evidence: 0.625 },
    { name: "slowly by much", value: 200, seconds: 1000, evidence: 0.006 },
    { name: "far too fast", value: 1000, seconds: 10, evidence: 10 },
  ])("with a limit tells a change $name by evidence $evidence", ({ value, seconds, evidence }) => {
    const page = pageOf(rateOfChange, { most: 2 });
    expect(page.see(100, 0).ready).toBe(false);
    expect(page.score(value, seconds * 1000).evidence).toBeCloseTo(evidence, 3);
  });

  it("says how fast, and what is usual", () => {
    const page = pageOf(rateOfChange, { most: 2 });
    page.see(100, 0);
    expect(page.score(70, 10_000)).toMatchObject({ reason: REASON.rateOfChange, a: 3, b: 2 });
  });

  it("takes two events of one time as a usual interval apart", () => {
    const page = pageOf(rateOfChange, { most: 2 });
    page.see(100, 0);
    // The page's interval is a minute.
    expect(page.score(220, 0).evidence).toBeCloseTo(2.5, 9);
  });
});
