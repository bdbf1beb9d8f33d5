import { describe, expect, it } from "@jest/globals";
import { REASON, reasonOf } from "./reasons.ts";
import type { Told } from "./reasons.ts";

const told: Told = { value: 48, expected: 20, lower: 12, upper: 28, unit: "°C", a: 0, b: 0, c: 0 };

describe("sentences", () => {
  it.each([
    { code: REASON.improbable, figures: { a: 4.3, b: 21 }, sentence: "48 °C does not follow from the values before it, from which 21 would: as likely as 1 in 20,000" },
    { code: REASON.improbable, figures: { a: 9, b: 21 }, sentence: "48 °C does not follow from the values before it, from which 21 would: as likely as 1 in over a billion" },
    { code: REASON.improbableShift, figures: { a: 3.72 }, sentence: "the last values lie together above what follows from those before: as likely as 1 in 5,000" },
    { code: REASON.variance, figures: { a: 2.1, b: 5 }, sentence: "values spread 2.1 times as much as usual: as likely as 1 in 100,000" },
    { code: REASON.novelDeviation, figures: { a: 44, b: 50, c: 12_400 }, sentence: "48 °C is the first value so far from the usual 20 at this time, between 44 and 50 °C, in 12,400 events" },
    { code: REASON.novelDeviation, figures: { a: 44, b: Infinity, c: 900 }, sentence: "48 °C is the first value so far from the usual 20 at this time, above 44 °C, in 900 events" },
    { code: REASON.extremeDeviation, figures: { a: 2, b: 31 }, sentence: "48 °C is further from the expected 20 than ever before, which was as if 31 came now, by 2 times the spread of the largest deviations" },
    { code: REASON.novelMean, figures: { a: 6, b: 812, c: 43.21 }, sentence: "the mean of the last 6 events, 43.21 °C, is like none of 812 such means before" },
    { code: REASON.novelSequence, figures: { a: 20, b: 48, c: 900 }, sentence: "first change from about 20 to 48 °C in 900 events" },
  ])("tell $sentence", ({ code, figures, sentence }) => {
    expect(reasonOf(code, { ...told, ...figures })?.sentence).toBe(sentence);
  });

  it("divide figures of money by its minor units, and no others", () => {
    const reason = reasonOf(REASON.improbable, { ...told, unit: "₹", a: 5, b: 2100 }, 100);
    expect(reason).toMatchObject({ kind: "improbable", figures: { decades: 5, follows: 21 } });
  });
});
