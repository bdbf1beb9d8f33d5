import { describe, expect, it } from "@jest/globals";
import { pageOf } from "./contract-scene.ts";
import { REASON } from "./reasons.ts";
import { stuck } from "./stuck.ts";

/** Lengths of runs to values: each run another value. */
const runs = (...lengths: number[]): number[] => lengths.flatMap((length, i) => new Array<number>(length).fill(i % 2 === 0 ? 1 : 2 + i));

/** The evidence by the definition, from the runs alone. */
function naive(lengths: readonly number[], onset: number, least: number): number[] {
  let usual = 0;
  return lengths.flatMap((length, ended) => {
    const limit = Math.max(onset * usual, least);
    const evidence = Array.from({ length }, (_, i) => (ended >= 10 && i > 0 ? Math.min(10, 2.5 * ((i + 1) / limit) ** 2) : 0));
    const learnt = ended >= 10 && length > limit ? Math.sqrt(length * limit) : length;
    usual = Math.max(usual * 0.999, learnt);
    return evidence;
  });
}

describe("stuck", () => {
  it("agrees with the lengths of all runs at each step", () => {
    const lengths = Array.from({ length: 60 }, (_, i) => 1 + ((i * i) % 5) + (i === 40 ? 30 : 0));
    const page = pageOf(stuck, { onset: 2, least: 4 });
    const evidence = runs(...lengths).map((value) => page.see(value).evidence);
    for (const [i, expected] of naive(lengths, 2, 4).entries()) expect(evidence[i]).toBeCloseTo(expected, 9);
  });

  it("finds the sixth equal value where every one was new", () => {
    const page = pageOf(stuck);
    for (let i = 0; i < 50; i++) page.see(i);
    const evidence = Array.from({ length: 7 }, () => page.see(99).evidence >= 2.5);
    expect(evidence).toEqual([false, false, false, false, false, true, true]);
    const { reason, a, b } = page.score(99);
    expect([reason, a, Math.round(b)]).toEqual([REASON.stuck, 8, 1]);
  });

  it("finds nothing in what never changed, or lasts as long as it used to", () => {
    const [constant, slow] = [pageOf(stuck), pageOf(stuck)];
    for (let i = 0; i < 1000; i++) expect(constant.see(5).evidence).toBe(0);
    for (const value of runs(...new Array<number>(40).fill(20))) expect(slow.see(value).evidence).toBeLessThan(1);
  });

  it("ends with the first other value", () => {
    const page = pageOf(stuck);
    for (const value of runs(...new Array<number>(20).fill(1), 50)) page.see(value);
    expect(page.score(-1).evidence).toBe(0);
  });
});
