import { describe, expect, it } from "@jest/globals";
import { nearest } from "./nearest.ts";

describe("nearest", () => {
  it.each([
    { name: "two letters swapped", wanted: "guage", names: ["rate", "gauge"], expected: "gauge" },
    { name: "a letter too many", wanted: "labells", names: ["labels"], expected: "labels" },
    { name: "a letter missing", wanted: "jsn", names: ["csv", "json"], expected: "json" },
    { name: "the nearer of two", wanted: "fromat", names: ["from", "format"], expected: "format" },
    { name: "the word itself", wanted: "rate", names: ["date", "rate"], expected: "rate" },
    { name: "nothing alike", wanted: "colour", names: ["labels", "keep"], expected: undefined },
    { name: "no names", wanted: "a", names: [], expected: undefined },
  ])("finds $name", ({ wanted, names, expected }) => {
    expect(nearest(wanted, names)).toBe(expected);
  });
});
