import { describe, expect, it } from "@jest/globals";
import { Rest } from "./rests.ts";

const pageOf = (): DataView => new DataView(new ArrayBuffer(Rest.size));

describe("rest", () => {
  it.each([
    { name: "anything before something was told", told: [], asked: 0.1, expected: true },
    { name: "no weaker one in a rest", told: [4], asked: 3, expected: false },
    { name: "not the same again", told: [4], asked: 4, expected: false },
    { name: "one stronger by the factor", told: [4], asked: 6, expected: true },
    { name: "none a little less strong", told: [4], asked: 5.99, expected: false },
    { name: "none in the last event of it", told: [4, 0, 0], asked: 3, expected: false },
    { name: "any after its events", told: [4, 0, 0, 0], asked: 3, expected: true },
    { name: "by what began it anew", told: [4, 8], asked: 11, expected: false },
    { name: "none where it was begun anew", told: [4, 0, 0, 8, 0], asked: 3, expected: false },
  ])("lets $name: $expected", ({ told, asked, expected }) => {
    const [rest, page] = [new Rest(3, 1.5), pageOf()];
    for (const one of told) rest.pass(page, 0, one);
    expect(rest.lets(page, 0, asked)).toBe(expected);
  });

  it("is over after as many events as it has", () => {
    const [rest, page] = [new Rest(20, 1.2), pageOf()];
    rest.pass(page, 0, 1);
    let events = 0;
    for (; !rest.isOver(page, 0); events++) rest.pass(page, 0, 0);
    expect(events).toBe(20);
  });
});
