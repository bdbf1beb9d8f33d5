import { describe, expect, it } from "@jest/globals";
import { parseDurationMs } from "./duration.ts";

describe("parseDurationMs", () => {
  it.each([
    { text: "500ms", expected: 500 },
    { text: "10s", expected: 10_000 },
    { text: "1m", expected: 60_000 },
    { text: "2h", expected: 7_200_000 },
    { text: "7d", expected: 604_800_000 },
    { text: "0s", expected: 0 },
    { text: "1.5h", expected: undefined },
    { text: "-1s", expected: undefined },
    { text: "10", expected: undefined },
    { text: "1M", expected: undefined },
    { text: "1h30m", expected: undefined },
  ])("$text is $expected ms", ({ text, expected }) => {
    expect(parseDurationMs(text)).toBe(expected);
  });
});
