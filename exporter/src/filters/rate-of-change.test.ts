import { describe, expect, it } from "@jest/globals";
import { pageOf } from "./filter-page.ts";
import { rateOfChange } from "./rate-of-change.ts";

const gone = undefined;

describe("rate-of-change", () => {
  it.each([
    { name: "leaves a spike out, and not what follows it", events: [[0, 20], [1, 900], [2, 20]], expected: [20, gone, 20] },
    { name: "believes a new level with its second value", events: [[0, 20], [1, 900], [2, 901], [3, 902]], expected: [20, gone, 901, 902] },
    { name: "forgets an absurd first value", events: [[0, 1e300], [1, 20], [2, 21]], expected: [1e300, gone, 21] },
    { name: "allows more after a longer time", events: [[0, 20], [1, 31], [10, 120]], expected: [20, gone, 120] },
    { name: "allows exactly max", events: [[0, 0], [1, 10], [2, 20.1]], expected: [0, 10, gone] },
    { name: "wants two values of one instant equal", events: [[0, 20], [0, 20], [0, 21]], expected: [20, 20, gone] },
    { name: "judges an older value by its distance too", events: [[10, 20], [9, 25], [9, 60]], expected: [20, 25, gone] },
    { name: "takes a first 0 for a value", events: [[0, 0], [1, 15], [2, 5]], expected: [0, gone, 5] },
  ])("$name", ({ events, expected }) => {
    const page = pageOf(rateOfChange, { max: 10 });
    expect(events.map(([second = 0, value = 0]) => page.pass(second, value))).toEqual(expected);
  });
});
