import { describe, expect, it } from "@jest/globals";
import { BlockNewness, Newness } from "./newness.ts";

/** Takes a value as the ensemble does: scored, then learned. */
function see(part: Newness | BlockNewness, page: DataView, value: number): void {
  part.score(page, 0, value);
  part.learn(page, 0, value);
}

function begun(): { newness: Newness; page: DataView } {
  const [newness, page] = [new Newness(Newness.frontSize), new DataView(new ArrayBuffer(Newness.frontSize + Newness.restSize))];
  for (let i = 0; i < 1000; i++) see(newness, page, (i * 7) % 17);
  return { newness, page };
}

describe("newness", () => {
  it.each([
    { name: "a value far above", value: 1000, news: "record", isNew: true },
    { name: "a value far below", value: -1000, news: "record", isNew: true },
    { name: "the next value", value: (1000 * 7) % 17, news: "value", isNew: false },
    { name: "an old value behind another one than ever", value: (999 * 7) % 17, news: "sequence", isNew: true },
  ])("tells $name", ({ value, news, isNew }) => {
    const { newness, page } = begun();
    newness.score(page, 0, value);
    expect(newness.evidence > 0).toBe(isNew);
    expect(newness.news).toBe(news);
  });

  it("tells the record that is broken", () => {
    const { newness, page } = begun();
    expect([newness.record(page, 0, 100), newness.record(page, 0, -100)]).toEqual([16, 0]);
  });

  it("says nothing for a hundred values", () => {
    const [newness, page] = [new Newness(Newness.frontSize), new DataView(new ArrayBuffer(Newness.frontSize + Newness.restSize))];
    for (let i = 0; i < 99; i++) see(newness, page, i % 10);
    newness.score(page, 0, 1e6);
    expect(newness.evidence).toBe(0);
    see(newness, page, 9);
    newness.score(page, 0, 1e6);
    expect(newness.evidence).toBeGreaterThan(1);
  });

  it("forgets values and extremes after two generations", () => {
    const { newness, page } = begun();
    see(newness, page, 1000);
    const evidence = (): number => {
      newness.score(page, 0, 900);
      return newness.evidence;
    };
    const known = evidence();
    for (let i = 0; i < 10_000; i++) see(newness, page, (i * 7) % 17);
    expect(evidence()).toBeGreaterThan(known + 1);
  });
});

describe("newness of means", () => {
  it("tells a mean that was never seen, from the 25th on", () => {
    const [blocks, page] = [new BlockNewness(), new DataView(new ArrayBuffer(BlockNewness.size))];
    for (let i = 0; i < 24; i++) see(blocks, page, i % 5);
    blocks.score(page, 0, 50);
    expect(blocks.evidence).toBe(0);
    see(blocks, page, 4);
    blocks.score(page, 0, 50);
    // Five means in 25, and behind the last one another in all of four cases.
    expect(blocks.evidence).toBeCloseTo(0.7 * (Math.log1p(Math.log10(6) / 2) + 0.7 * Math.log1p(Math.log10(5) / 2)), 12);
    blocks.score(page, 0, 0);
    expect(blocks.evidence).toBe(0);
  });
});
