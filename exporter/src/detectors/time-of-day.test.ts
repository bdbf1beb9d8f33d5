import { describe, expect, it } from "@jest/globals";
import { timeOfDay, timeOfWeek } from "./time-of-day.ts";

const cases = [
  { at: "1970-01-01T00:00:00Z", day: 0, week: 72 },
  { at: "2026-03-01T23:59:59.999Z", day: 23, week: 167 },
  { at: "2026-03-02T00:00:00Z", day: 0, week: 0 },
  { at: "2026-03-04T12:30:00Z", day: 12, week: 60 },
  { at: "1969-12-31T23:00:00Z", day: 23, week: 71 },
];

describe("the hour of the day and of the week", () => {
  it.each(cases)("of $at are $day and $week", ({ at, day, week }) => {
    expect([timeOfDay(Date.parse(at), 24), timeOfWeek(Date.parse(at), 168)]).toEqual([day, week]);
  });
});
