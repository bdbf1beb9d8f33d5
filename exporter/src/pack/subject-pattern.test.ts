import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compileMatch } from "./subject-index.ts";
import { covers, overlaps, parseSubject } from "./subject-pattern.ts";

const patterns = ["iot.>", "iot.*.a", "iot.sensor.{device}", "iot.sensor.>", "iot.sensor.special", "iot.{kind}.{device}.raw", "iot"];

describe("compileMatch", () => {
  const match = compileMatch(patterns.map(parseSubject));

  it.each([
    { subject: "iot.sensor.special", pattern: "iot.sensor.special", tokens: [] },
    { subject: "iot.sensor.d1", pattern: "iot.sensor.{device}", tokens: ["d1"] },
    { subject: "iot.sensor.a", pattern: "iot.sensor.{device}", tokens: ["a"] },
    { subject: "iot.machine.a", pattern: "iot.*.a", tokens: [] },
    { subject: "iot.sensor.d1.raw", pattern: "iot.sensor.>", tokens: [] },
    { subject: "iot.machine.d1.raw", pattern: "iot.{kind}.{device}.raw", tokens: ["machine", "d1"] },
    { subject: "iot.machine", pattern: "iot.>", tokens: [] },
    { subject: "iot", pattern: "iot", tokens: [] },
  ])("gives $subject to $pattern, the most specific", ({ subject, pattern, tokens }) => {
    const expected = { stream: patterns.indexOf(pattern), tokens };
    expect(match(subject)).toEqual(expected);
    expect(match(subject)).toEqual(expected);
  });

  it.each(["", "io", "iota.x", "business.orders"])("knows no stream for %s", (subject) => {
    expect(match(subject)).toBeUndefined();
    expect(match(subject)).toBeUndefined();
  });

  it("answers the same after more subjects than it remembers", () => {
    for (let i = 0; i < 70_000; i++) match(`iot.sensor.d${i}`);
    expect(match("iot.sensor.d0")).toEqual({ stream: 2, tokens: ["d0"] });
  });
});

describe("covers and overlaps", () => {
  it.each([
    { one: "a.>", two: "a.b", covered: true, overlapping: true },
    { one: "a.>", two: "a", covered: false, overlapping: false },
    { one: "a.>", two: "a.>", covered: true, overlapping: true },
    { one: "a.*", two: "a.>", covered: false, overlapping: true },
    { one: "a.*", two: "a.b", covered: true, overlapping: true },
    { one: "a.*.c", two: "a.b.*", covered: false, overlapping: true },
    { one: "a.*.c", two: "a.b.d", covered: false, overlapping: false },
    { one: "a.b", two: "a.b.c", covered: false, overlapping: false },
  ])("$one and $two", ({ one, two, covered, overlapping }) => {
    const [a, b] = [parseSubject(one).filter, parseSubject(two).filter];
    expect(covers(a, b)).toBe(covered);
    expect(overlaps(a, b)).toBe(overlapping);
    expect(overlaps(b, a)).toBe(overlapping);
  });

  it("agree: what covers overlaps, and what two cover makes them overlap", () => {
    const token = fc.constantFrom("a", "b", "*");
    const filter = fc.tuple(fc.array(token, { maxLength: 3 }), fc.constantFrom("a", "*", ">")).map(([head, last]) => ["x", ...head, last]);
    fc.assert(fc.property(filter, filter, filter, (one, two, three) => {
      if (covers(one, two)) expect(overlaps(one, two)).toBe(true);
      if (covers(one, three) && covers(two, three)) expect(overlaps(one, two)).toBe(true);
      if (covers(one, two) && covers(two, three)) expect(covers(one, three)).toBe(true);
    }), { seed: 1, numRuns: 2000 });
  });
});

describe("parseSubject", () => {
  it.each(["", "iot..a", "iot.>.a", "iot.{a", "iot.a{b}", "iot.a b", "iot.{a}.{a}", "*.a", ">", "{a}.b", "$JS.API", "eddy.control.tick"])("refuses %s", (text) => {
    expect(() => parseSubject(text)).toThrow(expect.objectContaining({ name: "RuleError" }));
  });
});
