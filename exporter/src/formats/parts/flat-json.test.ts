import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { FlatJson } from "./flat-json.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A reader that has seen a payload with these fields. */
function knowing(...names: string[]): FlatJson {
  const flat = new FlatJson();
  flat.learn(Object.fromEntries(names.map((name) => [name, 1])), bytes("{}"));
  return flat;
}

const read = (flat: FlatJson, text: string): unknown => flat.read(bytes(text))?.toObject();

describe("FlatJson", () => {
  it.each([
    '{"a":1,"b":"x","c":true}', '{"a":-12.5,"c":null}', '{"b":"","c":false}', '{ "a": 0, "b": "a b:,{}[]"}', '{"a":0.1}', '{"a":-0}',
    '{"a":123456789012345}', '{"a":-99999.00000001}', '{"c":1}',
  ])("reads %s as JSON.parse does", (text) => {
    expect(read(knowing("a", "b", "c"), text)).toEqual(JSON.parse(text));
  });

  it.each([
    "", "{", "{}", "[]", "null", '{"a":1', '{"a":1,}', '{"a":1}}', '{"a":1} ', '{"a" :1}', '{"a":01}', '{"a":1.}', '{"a":.5}', '{"a":-}', '{"a":+1}', '{"a":1e3}',
    '{"a":1234567890123456}', '{"a":0.000000000000001}', '{"a":1,"a":2}', '{"b":"x","a":1}', '{"d":1}', '{"b":"\\n"}', '{"b":"é"}', '{"b":"\u0001"}', '{"b":"x}', '{"b":{}}', '{"a":nul}',
    '{"a":truefalse}', '{"a":1 ,"b":"x"}', '{"a":NaN}', '{"a":1"b":2}', '\ufeff{"a":1}', '{"b":"\u007f"}',
  ])("leaves %j to JSON.parse", (text) => {
    expect(knowing("a", "b", "c").read(bytes(text))).toBeUndefined();
  });

  it("reads nothing before it has learned, nor after it learned of no object", () => {
    const flat = new FlatJson();
    for (const value of [[1], 1, null, undefined, { "": 1 }, { "1": 1 }, { é: 1 }]) {
      flat.learn(value, bytes("{}"));
      expect(read(flat, '{"a":1}')).toBeUndefined();
    }
  });

  it("keeps nothing of the record before", () => {
    const flat = knowing("a", "b");
    expect(read(flat, '{"a":1,"b":"x"}')).toEqual({ a: 1, b: "x" });
    expect(read(flat, '{"b":"y"}')).toEqual({ b: "y" });
  });

  it("stops trying for a while where all payloads are of another kind", () => {
    const flat = knowing("a");
    for (let n = 0; n < 20; n++) flat.learn({ a: 1, b: {} }, bytes('{"a":1,"b":{}}'));
    expect(read(flat, '{"a":1}')).toBeUndefined();
    for (let n = 0; n < 4_100; n++) flat.learn({ a: 1 }, bytes('{"a": 1 }'));
    expect(read(flat, '{"a":1}')).toEqual({ a: 1 });
  });

  it("gives what JSON.parse gives, or nothing, for any object and any bytes changed in it", () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 2 }));
    const change = fc.record({ at: fc.nat(200), byte: fc.constantFrom(...bytes('0123456789.-+eE",:{}[]\\ \ttfn\x7f\xc3')) });
    let taken = 0;
    fc.assert(fc.property(fc.dictionary(fc.constantFrom("a", "b", "c", "id", "__proto__"), value), fc.array(change, { maxLength: 2 }), (object, changes) => {
      const payload = bytes(JSON.stringify(object));
      for (const { at, byte } of changes) if (at < payload.length) payload[at] = byte;
      const flat = new FlatJson();
      flat.learn(object, payload);
      const found = flat.read(payload);
      if (found === undefined) return;
      taken++;
      const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
      expect(found.toObject()).toEqual(parsed);
      for (const [name, expected] of Object.entries(parsed as object)) expect(found.get(name)).toEqual(expected);
    }), { seed: 4, numRuns: 8_000 });
    expect(taken).toBeGreaterThan(1_000);
  });
});
