import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { labelText, sampleLine, valueText } from "./text.ts";

/** A small reader of label text, as the format describes it. */
function parseLabels(text: string): Record<string, string> {
  const labels: [string, string][] = [];
  for (const [, name = "", value = ""] of text.matchAll(/([a-z]+)="((?:\\.|[^"\\])*)"(?:,|$)/gs)) {
    labels.push([name, value.replaceAll(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter))]);
  }
  return Object.fromEntries(labels);
}

describe("labelText", () => {
  it.each([
    { values: ["a", "b"], expected: 'device="a",site="b"' },
    { values: ["", "b"], expected: 'site="b"' },
    { values: ["", ""], expected: "" },
    { values: ['say "hi"', "back\\slash\nline"], expected: 'device="say \\"hi\\"",site="back\\\\slash\\nline"' },
  ])("writes $values", ({ values, expected }) => {
    expect(labelText(["device", "site"], values)).toBe(expected);
  });

  it("gives back any value on one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.string({ unit: "binary", minLength: 1 }), (device, site) => {
        const text = labelText(["device", "site"], [device, site]);
        expect(text).not.toContain("\n");
        expect(parseLabels(text)).toEqual({ device, site });
      }),
    );
  });
});

describe("valueText", () => {
  it.each([
    [0, "0"], [-0, "0"], [21.5, "21.5"], [1_000_000, "1000000"], [9007199254740991, "9007199254740991"],
    [1e21, "1e+21"], [1e-7, "1e-7"], [Infinity, "+Inf"], [-Infinity, "-Inf"], [NaN, "NaN"],
  ])("writes %s as %s", (value, expected) => {
    expect(valueText(value)).toBe(expected);
  });

  it("loses nothing of any number", () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(valueText(value))).toBe(value + 0);
    }));
  });
});

describe("sampleLine", () => {
  it.each([
    { labels: "", expected: "eddy_log_up 1\n" },
    { labels: 'stream="a"', expected: 'eddy_log_up{stream="a"} 1\n' },
  ])("writes $expected", ({ labels, expected }) => {
    expect(sampleLine("eddy_log_up", labels, 1)).toBe(expected);
  });
});
