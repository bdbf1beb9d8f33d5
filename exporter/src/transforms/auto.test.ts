import { describe, expect, it } from "@jest/globals";
import { StatePage } from "../detectors/state-page.ts";
import { zScore } from "../detectors/z-score.ts";
import { auto } from "./auto.ts";
import { transformKinds } from "./registry.ts";

const cases = [
  { name: "whole numbers from 0", chosen: "anscombe", value: (i: number) => (i * 7) % 20 },
  { name: "positive values of a long tail", chosen: "log", value: (i: number) => 1.5 ** (i % 25) },
  { name: "whole ones of a long tail", chosen: "log", value: (i: number) => Math.ceil(1.5 ** (i % 25)) },
  { name: "values of one size", chosen: "none", value: (i: number) => 20 + Math.sin(i) },
  { name: "values of both signs", chosen: "none", value: (i: number) => 1000 * Math.sin(i * 1.7) },
];

describe("auto", () => {
  it.each(cases)("chooses $chosen for $name", ({ chosen, value }) => {
    const page = new StatePage(auto.wrap(zScore.create(zScore.defaults)));
    const plain = new StatePage(transformKinds.get(chosen)?.wrap(zScore.create(zScore.defaults)) ?? zScore.create(zScore.defaults));
    for (let i = 0; i < 32; i++) expect(page.see(value(i)).ready).toBe(false);
    for (let i = 32; i < 200; i++) expect(page.see(value(i))).toEqual(plain.see(value(i)));
  });
});
