import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../model/random.ts";
import { RANKS_BYTES, decadesOf, deviationsOf, noteRank } from "./ranks.ts";

function ranksOf(deviations: readonly number[]): DataView {
  const page = new DataView(new ArrayBuffer(RANKS_BYTES));
  for (const one of deviations) noteRank(page, 0, one);
  return page;
}

const random = seededRandom(4);
const normal = ranksOf(Array.from({ length: 9000 }, () => Math.abs(random.normal())));

describe("decadesOf", () => {
  it("says nothing where nothing was noted but by its prior", () => {
    expect(decadesOf(ranksOf([]), 0, 0)).toBe(0);
  });

  it("is the share of those at least as large, by bins", () => {
    const page = ranksOf([0.1, 0.3, 0.6, 0.9]);
    expect(decadesOf(page, 0, 0.5)).toBeCloseTo(-Math.log10(3 / 5), 12);
  });

  // Two-sided tails of the normal distribution: tables of any handbook.
  it.each([
    { deviations: 0.6745, p: 0.5 },
    { deviations: 1.2816, p: 0.2 },
    { deviations: 1.96, p: 0.05 },
    { deviations: 2.5758, p: 0.01 },
  ])("is near the normal tail at $deviations", ({ deviations, p }) => {
    expect(Math.abs(decadesOf(normal, 0, deviations) + Math.log10(p))).toBeLessThan(0.1);
  });

  it("grows in proportion beyond the 98 %, for ever", () => {
    const steps = [4, 5, 6].map((deviations) => decadesOf(normal, 0, deviations + 1) - decadesOf(normal, 0, deviations));
    for (const step of steps) expect(step).toBeCloseTo(steps[0] ?? NaN, 9);
    expect(decadesOf(normal, 0, Infinity)).toBe(Infinity);
  });

  it("never falls as the deviation grows", () => {
    const decades = Array.from({ length: 200 }, (_, i) => decadesOf(normal, 0, i / 20));
    for (let i = 1; i < decades.length; i++) expect(decades[i]).toBeGreaterThanOrEqual(decades[i - 1] ?? 0);
  });

  it.each([3, 6, 10])("is %d where deviationsOf says", (wanted) => {
    expect(decadesOf(normal, 0, deviationsOf(normal, 0, wanted))).toBeCloseTo(wanted, 9);
  });
});

describe("noteRank", () => {
  it("forgets by halving", () => {
    const page = ranksOf(Array.from({ length: 9999 }, () => 7));
    const before = decadesOf(page, 0, 6);
    noteRank(page, 0, 0.1);
    expect(page.getFloat32(0, true)).toBe(0.5);
    expect(Math.abs(decadesOf(page, 0, 6) - before)).toBeLessThan(0.001);
  });
});
