import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { median, medianAbsoluteDeviation } from "simple-statistics";
import { peers } from "./peers.ts";
import { REASON } from "./reasons.ts";
import { StatePage, emptyGroup } from "./state-page.ts";

function family(count: number, settings: Record<string, number> = {}): StatePage[] {
  const detector = peers.create({ ...peers.defaults, ...settings });
  const { page } = emptyGroup(detector, 0);
  return Array.from({ length: count }, (_, member) => new StatePage(detector, undefined, { page, offset: 0, member }));
}

describe("peers", () => {
  it("agrees with simple-statistics over the others' latest values at each step", () => {
    const step = fc.record({ member: fc.nat({ max: 11 }), value: fc.integer({ min: -1000, max: 1000 }) });
    fc.assert(fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const pages = family(12);
      const latest = new Map<number, number>();
      for (const { member, value } of steps) {
        const others = [...latest].filter(([other]) => other !== member).map(([, one]) => one);
        const judgement = pages[member]?.see(value, 1000);
        expect(judgement?.ready).toBe(others.length >= 4);
        if (others.length >= 4) {
          expect(judgement?.expected).toBeCloseTo(median(others), 9);
          const deviation = medianAbsoluteDeviation(others);
          if (deviation > 0) expect(judgement?.upper).toBeCloseTo(median(others) + 5 * 1.4826 * deviation, 8);
        }
        latest.set(member, value);
      }
    }), { seed: 1, numRuns: 60 });
  });

  it("says how far from the median of how many", () => {
    const pages = family(6);
    for (const [i, page] of pages.entries()) page.see(20 + i, 1000);
    // Siblings 20, 21, 22, 23, 25: the fifth is judged.
    const judgement = pages[4]?.score(22 + 10 * 1.4826, 1000);
    expect(judgement).toMatchObject({ reason: REASON.peers, b: 22, c: 5, evidence: 10 });
    expect(judgement?.a).toBeCloseTo(10, 9);
  });

  it("measures by the floor where siblings agree to a hair", () => {
    const pages = family(6, { floor: 1 });
    for (const [i, page] of pages.entries()) page.see(20 + i / 1000, 1000);
    expect(pages[0]?.score(25, 1000).evidence).toBeCloseTo(2.5, 1);
  });

  it("leaves out siblings of whom nothing was heard", () => {
    const pages = family(6, { fresh: 60 });
    for (const page of pages) page.see(20, 1000);
    for (const page of pages.slice(3)) page.see(20, 50_000);
    expect([60_000, 62_000].map((at) => pages[0]?.score(20, at).ready)).toEqual([true, false]);
  });

  it("holds 64 members, the latest", () => {
    const pages = family(80);
    for (const [i, page] of pages.entries()) page.see(i < 40 ? 1000 : 20 + (i % 3), 1000 + i);
    // Of the first 40 only 24 are left, fewer than the others.
    expect(pages[79]?.score(20, 2000).expected).toBeLessThan(25);
    pages[0]?.see(21, 3000);
    expect(pages[0]?.score(21, 3000).c).toBe(63);
  });
});
