import { describe, expect, it } from "@jest/globals";
import { parseSize } from "./values.ts";

describe("parseSize", () => {
  it.each([
    ["512B", 512], ["64KiB", 65_536], ["1MiB", 1_048_576], ["10GiB", 10_737_418_240], ["2TiB", 2_199_023_255_552],
    ["10GB", undefined], ["10gib", undefined], ["10", undefined], ["1.5GiB", undefined], ["1toString", undefined],
  ])("%s → %s bytes", (text, expected) => {
    expect(parseSize(text)).toBe(expected);
  });
});
