import { describe, expect, it } from "@jest/globals";
import { REASON, reasonOf } from "./reasons.ts";
import type { Told } from "./reasons.ts";

const told: Told = { value: 48, expected: 20, lower: 12, upper: 28, unit: "°C", a: 0, b: 0, c: 0 };

describe("sentences", () => {
  it.each([
    { code: REASON.improbable, figures: { a: 4.3, b: 21, c: 90_000 }, sentence: "48 °C does not follow from the values before it, from which 21 would: as likely as 1 in 20,000" },
    { code: REASON.improbable, figures: { a: 9, b: 21, c: 3270 }, sentence: "48 °C does not follow from the values before it, from which 21 would: less likely than 1 in 3,000" },
    { code: REASON.improbable, figures: { a: 9, b: 21, c: NaN }, sentence: "48 °C does not follow from the values before it, from which 21 would: less likely than 1 in 1,000,000" },
    { code: REASON.improbableShift, figures: { a: 3.72, b: 21, c: 9000 }, sentence: "48 °C and the few values before it lie to one side of what those before led to, now 21: as likely as 1 in 5,000" },
    { code: REASON.variance, figures: { a: 2.1, b: 5, c: 200_000 }, sentence: "the last values stray 2.1 times as far as usual from what those before lead to: as likely as 1 in 100,000" },
    { code: REASON.novelDeviation, figures: { a: 44, b: 50, c: 12_400 }, sentence: "48 °C is the first value between 44 and 50 °C where 20 is usual at this time, in 12,400 events" },
    { code: REASON.novelDeviation, figures: { a: 44, b: Infinity, c: 900 }, sentence: "48 °C is the first value above 44 °C where 20 is usual at this time, in 900 events" },
    { code: REASON.extremeDeviation, figures: { a: 2, b: 31 }, sentence: "48 °C is further from the expected 20 than any value before was from its own: the furthest would be 31 now" },
    { code: REASON.novelMean, figures: { a: 6, b: 812, c: 43.21 }, sentence: "the mean of the last 6 events, 43.21 °C, is like none of 812 such means before" },
    { code: REASON.novelSequence, figures: { a: 20, b: 48, c: 900 }, sentence: "first change from about 20 to 48 °C in 900 events" },
  ])("tell $sentence", ({ code, figures, sentence }) => {
    expect(reasonOf(code, { ...told, ...figures })?.sentence).toBe(sentence);
  });

  it.each([
    { code: REASON.deviation, sentence: "48 °C is 9.03 standard deviations from what is usual" },
    { code: REASON.atThisTime, sentence: "48 °C is 9.03 standard deviations from what is usual at this time" },
  ])("name no side and no value where nothing is expected: $sentence", ({ code, sentence }) => {
    expect(reasonOf(code, { ...told, expected: NaN, a: 9.03 })?.sentence).toBe(sentence);
  });

  it("divide figures of money by its minor units, and no others", () => {
    const reason = reasonOf(REASON.improbable, { ...told, unit: "₹", a: 5, b: 2100 }, 100);
    expect(reason).toMatchObject({ kind: "improbable", figures: { decades: 5, follows: 21 } });
  });
});
