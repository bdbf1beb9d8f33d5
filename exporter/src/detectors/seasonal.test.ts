import { describe, expect, it } from "@jest/globals";
import { pageOf } from "./contract-scene.ts";
import { REASON } from "./reasons.ts";
import { seasonal } from "./seasonal.ts";

const HOUR_MS = 3_600_000;
/** 2026-03-02, a Monday. */
const MONDAY_MS = Date.UTC(2026, 2, 2);

/** By their definition: what each hour says of each value is kept in a list of its own and weighed anew at each step. */
function naive(values: readonly number[], hourOf: (i: number) => number): number[] {
  const expected: number[] = [];
  let level = values[0] ?? 0;
  const wanted = new Map<number, number[]>();
  for (const [i, value] of values.entries()) {
    const hour = hourOf(i);
    // What the hour's offset should have been, one a value; its weighted mean began as 0.
    const says = wanted.get(hour) ?? [];
    const weights = says.map((_, k) => (i > 0 ? Math.max(0.05, 1 / (k + (hour === hourOf(0) ? 3 : 2))) : 0));
    const usual = says.reduce((sum, one, k) => sum + one * weights.slice(k + 1).reduce((left, later) => left * (1 - later), weights[k] ?? 0), 0);
    expected.push(level + usual);
    if (i === 0) continue;
    wanted.set(hour, [...says, value - level]);
    level += Math.max(0.002, 1 / (i + 1)) * (value - level - usual);
  }
  return expected;
}

describe("seasonal", () => {
  it.each([
    { by: "time-of-day", hourOf: (i: number) => i % 24 },
    { by: "hour-of-week", hourOf: (i: number) => i % 168 },
  ])("agrees with weighted means of each hour at each step, by $by", ({ by, hourOf }) => {
    // Nothing is damped before it is ready.
    const page = pageOf(seasonal, { warm_up: 10_000 }, { by });
    const values = Array.from({ length: 24 * 20 }, (_, i) => 50 + (i % 24) + Math.sin(i * 1.7));
    const expected = naive(values, hourOf);
    for (const [i, value] of values.entries()) {
      const judgement = page.see(value, MONDAY_MS + i * HOUR_MS);
      if (i > 0) expect(judgement.expected).toBeCloseTo(expected[i] ?? NaN, 9);
    }
  });

  it.each([
    { by: "time-of-day", sunday: false },
    { by: "hour-of-week", sunday: true },
  ])("by $by tells Sunday's noon from Monday's: $sunday", ({ by, sunday }) => {
    const page = pageOf(seasonal, {}, { by });
    const valueAt = (hour: number): number => (Math.floor(hour / 24) % 7 === 6 ? 5 : 50) + Math.sin(hour * 1.7);
    for (let hour = 0; hour < 168 * 8; hour++) page.see(valueAt(hour), MONDAY_MS + hour * HOUR_MS);
    const judgement = page.score(50, MONDAY_MS + (168 * 8 + 6 * 24 + 12) * HOUR_MS);
    expect(judgement.evidence >= 2.5).toBe(sunday);
    if (sunday) expect(judgement.reason).toBe(REASON.atThisTime);
  });

  it("judges no hour that it never saw", () => {
    const page = pageOf(seasonal);
    for (let i = 0; i < 100; i++) page.see(i % 3, 10 * HOUR_MS + i);
    expect([10, 11].map((hour) => page.score(1000, hour * HOUR_MS).ready)).toEqual([true, false]);
  });
});
