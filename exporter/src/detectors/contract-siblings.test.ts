import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../model/random.ts";
import type { DetectorKind } from "./detector.ts";
import { detectorKinds } from "./registry.ts";
import { StatePage, emptyGroup } from "./state-page.ts";

const kinds = [...detectorKinds.values()].filter(({ judges }) => judges === "siblings");

/** So many series that share a group. */
function family(kind: DetectorKind, count: number): StatePage[] {
  const detector = kind.create(kind.defaults);
  const { page } = emptyGroup(detector, 0);
  return Array.from({ length: count }, (_, member) => new StatePage(detector, undefined, { page, offset: 0, member }));
}

/** Each series around 20 with standard deviation 2 times `scale`; the evidence of every value. */
function live(pages: readonly StatePage[], rounds: number, scale = 1): number[] {
  const random = seededRandom(1);
  return Array.from({ length: rounds }, (_, round) => pages.map((page) => page.see((20 + 2 * random.normal()) * scale, 1000 * round).evidence)).flat();
}

describe.each(kinds)("detector of siblings $id", (kind) => {
  it("has a record for the group, in a multiple of 8 bytes", () => {
    const { groupSize } = kind.create(kind.defaults);
    expect(groupSize).toBeGreaterThan(0);
    expect((groupSize ?? 1) % 8).toBe(0);
  });

  it("says nothing of one that has no siblings", () => {
    const [only] = family(kind, 1);
    const said = Array.from({ length: 200 }, (_, i) => only?.see(i, 1000 * i));
    expect(said.map((judgement) => [judgement?.ready, judgement?.evidence])).toEqual(said.map(() => [false, 0]));
  });

  it("finds hardly anything among siblings alike, and one that leaves them at once", () => {
    const pages = family(kind, 20);
    expect(live(pages, 250).filter((evidence) => evidence >= 2.5).length).toBeLessThan(15);
    for (const value of [20 + 20, 20 - 20]) expect(pages[3]?.score(value, 250_000).evidence).toBeGreaterThanOrEqual(2.5);
  });

  it("finds nothing where all of them move", () => {
    const pages = family(kind, 20);
    live(pages, 10);
    const random = seededRandom(2);
    for (const page of pages) page.see(100 + random.normal(), 20_000);
    expect(pages.map((page) => page.score(100, 21_000).evidence >= 2.5)).toEqual(pages.map(() => false));
  });

  it("judges alike whatever the unit", () => {
    const [plain, scaled] = [live(family(kind, 10), 50), live(family(kind, 10), 50, 1000)];
    for (const [i, evidence] of plain.entries()) expect(scaled[i]).toBeCloseTo(evidence, 6);
  });
});
