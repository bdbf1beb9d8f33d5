import { describe, expect, it } from "@jest/globals";
import { PARTS, readOptions } from "./options.ts";

describe("flags of the bench", () => {
  it.each([
    { args: [], expected: { detector: "auto", settings: {}, parts: PARTS, seed: undefined, json: false, help: false } },
    { args: ["--only", "clean", "--only", "cost"], expected: { parts: ["clean", "cost"] } },
    { args: ["--detector", "z-score", "--set", "onset=5", "--set", "tier=calm"], expected: { detector: "z-score", settings: { onset: "5", tier: "calm" } } },
    { args: ["--seeds", "17", "--json"], expected: { seed: 17, json: true } },
  ])("$args", ({ args, expected }) => {
    expect(readOptions(args)).toMatchObject(expected);
  });

  it.each([
    { args: ["--only", "speed"], message: "--only must be one of accuracy, clean, faults, cost, ingest, got speed" },
    { args: ["--set", "onset"], message: "--set must be <setting>=<value>, got onset" },
    { args: ["--seeds", "x"], message: "--seeds must be a whole number from 0, got x" },
  ])("refuses $args", ({ args, message }) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
