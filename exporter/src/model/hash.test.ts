import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { hashBytes, hashText, messageHash } from "./hash.ts";

function ofText(text: string, seed = 0): string {
  const pair = { low: 0, high: 0 };
  hashText(text, seed, pair);
  return `${pair.high.toString(16).padStart(8, "0")}${pair.low.toString(16).padStart(8, "0")}`;
}

describe("hashText", () => {
  // Stored in every checkpoint: other values would orphan all keys and ids.
  it.each([
    { text: "", seed: 0, expected: "488b0bce1aeec508" },
    { text: "sensor-1", seed: 0, expected: "8f31973ad69e647c" },
    { text: "sensor-1", seed: 2, expected: "d55c9d3d4f96a83f" },
    { text: "東京😀", seed: 0, expected: "e7931bcc4d008dc4" },
  ])("of '$text' with seed $seed stays $expected", ({ text, seed, expected }) => {
    expect(ofText(text, seed)).toBe(expected);
  });

  it("gives unsigned halves, the same for bytes as for text of ASCII", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme-ascii" }), fc.integer({ min: 0, max: 0xffffffff }), (text, seed) => {
      const [a, b] = [{ low: -1, high: -1 }, { low: -1, high: -1 }];
      hashText(text, seed, a);
      hashBytes(Buffer.from(text), seed, b);
      expect(b).toEqual(a);
      for (const half of [a.low, a.high]) expect(half >= 0 && half < 2 ** 32 && Number.isInteger(half)).toBe(true);
    }), { seed: 1 });
  });

  it("spreads names that differ little: no two of 50,000 alike", () => {
    expect(new Set(Array.from({ length: 50_000 }, (_, i) => ofText(`device-${i}`))).size).toBe(50_000);
  });
});

describe("messageHash", () => {
  it.each([
    { name: "another subject", subject: "iot.b", payload: "1" },
    { name: "another payload", subject: "iot.a", payload: "2" },
    { name: "the same bytes cut elsewhere", subject: "iot.a1", payload: "" },
  ])("differs for $name", ({ subject, payload }) => {
    expect(messageHash(subject, Buffer.from(payload))).not.toBe(messageHash("iot.a", Buffer.from("1")));
  });

  it("is 16 hex digits, the same for the same message", () => {
    const hash = messageHash("iot.a", Buffer.from("1"));
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(messageHash("iot.a", Buffer.from("1"))).toBe(hash);
  });
});
