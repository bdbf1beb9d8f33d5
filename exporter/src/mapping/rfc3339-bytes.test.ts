import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compileTimeBytes } from "./rfc3339-bytes.ts";
import { parseRfc3339 } from "./rfc3339.ts";

function read(text: string, reader = compileTimeBytes("auto")): number | undefined {
  const bytes = new TextEncoder().encode(`"${text}"`);
  return reader?.(bytes, 1, bytes.length - 1);
}

describe("compileTimeBytes", () => {
  it.each([
    ["2024-02-29T12:00:00.500Z", Date.UTC(2024, 1, 29, 12, 0, 0, 500)],
    ["2024-02-29T23:59:59Z", Date.UTC(2024, 1, 29, 23, 59, 59)],
    ["2023-02-29T12:00:00Z", NaN], ["2024-02-29T24:00:00Z", NaN], ["2024-02-29T12:60:00Z", NaN], ["2024-02-29T12:00:60Z", NaN],
    ["2024-02-29 12:00:00Z", NaN], ["2024-02-29T12:00:00+01:00", NaN], ["2024-02-29T12:00:00.5Z", NaN], ["2024-02-29T12:00:00,500Z", NaN], ["", NaN],
    ["-024-02-29T12:00:00Z", NaN], ["2024/02/29T12:00:00Z", NaN],
  ])("reads %s as %d", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it("is there for RFC 3339 alone", () => {
    expect(["auto", "rfc3339", "epoch_ms", "yyyy-MM-dd"].map((format) => compileTimeBytes(format) !== undefined)).toEqual([true, true, false, false]);
  });

  it("gives what the text gives, or nothing, for times in any order with any character changed", () => {
    const reader = compileTimeBytes("rfc3339");
    const change = fc.record({ at: fc.nat(23), by: fc.constantFrom("0", "1", "5", "9", "-", ":", ".", "T", "Z", "+", " ") });
    fc.assert(fc.property(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }), fc.option(change), (date, changed) => {
      const text = date.toISOString();
      const written = changed === null ? text : text.slice(0, changed.at) + changed.by + text.slice(changed.at + 1);
      const found = read(written, reader);
      if (changed === null) expect(found).toBe(date.getTime());
      else if (!Number.isNaN(found)) expect(found).toBe(parseRfc3339(written));
    }), { seed: 4, numRuns: 5_000 });
  });
});
