import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { LineBytes } from "./line-bytes.ts";

function written(write: (bytes: LineBytes) => void): string {
  const bytes = new LineBytes();
  write(bytes);
  return bytes.take();
}

describe("LineBytes", () => {
  it.each([0, -0, 1, -1.5, 0.1 + 0.2, 1e21, 5e-324, 53.648131035520905])("writes %d as String does", (value) => {
    expect(written((bytes) => { bytes.number(value); })).toBe(String(value));
  });

  it.each([NaN, Infinity, -Infinity])("writes nothing for %d", (value) => {
    expect(written((bytes) => { bytes.number(value); })).toBe("");
  });

  it.each([
    { share: 0, expected: "0" },
    { share: 4e-7, expected: "0" },
    { share: 0.000001, expected: "0.000001" },
    { share: 0.25, expected: "0.25" },
    { share: 0.9999994, expected: "0.999999" },
    { share: 0.9999996, expected: "1" },
    { share: 1, expected: "1" },
  ])("writes $share with six digits as $expected", ({ share, expected }) => {
    expect(written((bytes) => { bytes.share(share); })).toBe(expected);
  });

  it("writes every share as String writes it rounded", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.double({ min: -0.4e-6, max: 0.4e-6, noNaN: true }), (millionths, more) => {
      const share = Math.min(1, Math.max(0, millionths / 1e6 + more));
      expect(written((bytes) => { bytes.share(share); })).toBe(String(Math.round(share * 1e6) / 1e6));
    }), { seed: 1 });
  });

  it("writes every time as Date does, before 1970 and beyond 9999 too", () => {
    fc.assert(fc.property(fc.date({ noInvalidDate: true }), fc.date({ noInvalidDate: true }), (one, other) => {
      const times = [one, new Date(Math.min(one.getTime() + 1, 8.64e15)), other];
      const text = written((bytes) => { for (const time of times) bytes.time(time.getTime()); });
      expect(text).toBe(times.map((time) => time.toISOString()).join(""));
    }), { seed: 1 });
  });

  it("grows with what it takes, and begins anew behind take", () => {
    const bytes = new LineBytes();
    const long = "größer als 3 × σ, ".repeat(1000);
    bytes.ascii("a");
    bytes.text(long);
    bytes.character(0x0a);
    expect(bytes.length).toBe(Buffer.byteLength(long) + 2);
    expect(bytes.take()).toBe(`a${long}\n`);
    bytes.ascii("b");
    expect(bytes.take()).toBe("b");
  });
});
