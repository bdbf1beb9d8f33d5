import { describe, expect, it } from "@jest/globals";
import { pageOf } from "./filter-page.ts";
import { minimumInterval } from "./minimum-interval.ts";

describe("minimum-interval", () => {
  it.each([
    { name: "passes the first, and what is `every` behind the last that passed", seconds: [0, 4, 9, 10, 15, 20, 31], expected: [0, 10, 20, 31] },
    { name: "goes by event time: what is older by as much passes too", seconds: [100, 95, 90, 89], expected: [100, 90] },
    { name: "leaves out a second one of the same instant", seconds: [5, 5, 15], expected: [5, 15] },
    { name: "goes on after a time far ahead", seconds: [0, 3600, 11, 12, 21], expected: [0, 3600, 11, 21] },
  ])("$name", ({ seconds, expected }) => {
    const page = pageOf(minimumInterval, { every: 10_000 });
    expect(seconds.filter((second) => page.pass(second, 1) !== undefined)).toEqual(expected);
  });
});
