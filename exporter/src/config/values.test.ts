import { describe, expect, it } from "@jest/globals";
import { parseDuration, parseSize } from "./values.ts";

describe("parseDuration", () => {
  it.each([
    ["250ms", 250], ["30s", 30_000], ["5m", 300_000], ["1h", 3_600_000], ["7d", 604_800_000], ["2w", 1_209_600_000], ["0s", 0],
    ["30", undefined], ["s", undefined], ["-1s", undefined], ["1.5h", undefined], ["1 h", undefined], ["1y", undefined], ["", undefined],
    ["9999999999s", undefined],
  ])("%s → %s ms", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
});

describe("parseSize", () => {
  it.each([
    ["512B", 512], ["64KiB", 65_536], ["1MiB", 1_048_576], ["10GiB", 10_737_418_240], ["2TiB", 2_199_023_255_552],
    ["10GB", undefined], ["10gib", undefined], ["10", undefined], ["1.5GiB", undefined], ["1toString", undefined],
  ])("%s → %s bytes", (text, expected) => {
    expect(parseSize(text)).toBe(expected);
  });
});
