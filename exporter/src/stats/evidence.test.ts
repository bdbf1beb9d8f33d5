import { describe, expect, it } from "@jest/globals";
import { ONSET_EVIDENCE, deviationEvidence, scoreOfEvidence, usableDeviation } from "./evidence.ts";

describe("deviationEvidence", () => {
  it.each([
    { deviations: 0, onset: 4, expected: 0 },
    { deviations: 4, onset: 4, expected: 2.5 },
    { deviations: -4, onset: 4, expected: 2.5 },
    { deviations: 2, onset: 4, expected: 0.625 },
    { deviations: 3, onset: 3, expected: 2.5 },
    { deviations: 8, onset: 4, expected: 10 },
    { deviations: 1e300, onset: 4, expected: 10 },
    { deviations: -Infinity, onset: 4, expected: 10 },
    { deviations: NaN, onset: 4, expected: 0 },
    { deviations: 1e-200, onset: 4, expected: 0 },
  ])("is $expected for $deviations deviations where $onset are an onset", ({ deviations, onset, expected }) => {
    expect(deviationEvidence(deviations, onset)).toBe(expected);
  });
});

describe("usableDeviation", () => {
  it.each([
    { name: "the root of the variance", variance: 9, mean: 100, expected: 3 },
    { name: "a millionth of the mean on a constant series", variance: 0, mean: 5e6, expected: 5 },
    { name: "the same for a negative mean", variance: 0, mean: -5e6, expected: 5 },
    { name: "never 0", variance: 0, mean: 0, expected: 1e-12 },
    { name: "not led astray by a variance rounded below 0", variance: -1e-20, mean: 0, expected: 1e-12 },
  ])("is $name", ({ variance, mean, expected }) => {
    expect(usableDeviation(variance, mean)).toBeCloseTo(expected, 15);
  });
});

describe("scoreOfEvidence", () => {
  it.each([
    { evidence: 0, expected: 0 },
    { evidence: 1.204, expected: 0.7 },
    { evidence: ONSET_EVIDENCE, expected: 0.918 },
    { evidence: 4.605, expected: 0.99 },
    { evidence: 10, expected: 1 },
  ])("is $expected for evidence $evidence", ({ evidence, expected }) => {
    expect(scoreOfEvidence(evidence)).toBeCloseTo(expected, 3);
  });

  it("stays below 1 for the greatest evidence", () => {
    expect(scoreOfEvidence(10)).toBeLessThan(1);
  });
});
