import { describe, expect, it } from "@jest/globals";
import { hashText } from "../model/hash.ts";
import { KeyText } from "./key-text.ts";

/** The hash of each value begins where that of the one before ended. */
function hashOf(values: readonly string[]): number {
  const pair = { low: 0, high: 0 };
  for (const value of values) hashText(value, pair.low, pair);
  return pair.low;
}

function unitsOf({ view, units }: KeyText): string {
  return Array.from({ length: units }, (_, i) => String.fromCharCode(view.getUint16(2 * i, true))).join("");
}

describe("KeyText", () => {
  it.each([
    { name: "nothing at all", values: [] },
    { name: "an empty value", values: [""] },
    { name: "empty values at the ends", values: ["", "a", ""] },
    { name: "units beyond ASCII", values: ["ä€", "😀", "한국"] },
    { name: "what fills the room to the last unit", values: ["x".repeat(254), ""] },
    { name: "one unit more", values: ["x".repeat(255), ""] },
    { name: "sixteen labels of 256 units", values: Array.from({ length: 16 }, (_, i) => String.fromCharCode(97 + i).repeat(256)) },
  ])("holds $name, and its hash", ({ values }) => {
    const text = new KeyText();
    text.fill(["what", "was before"]);
    text.fill(values);
    expect(unitsOf(text)).toBe(values.join("\0"));
    expect(text.hash).toBe(hashOf(values));
  });
});
