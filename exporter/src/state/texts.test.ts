import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { KeyText } from "./key-text.ts";
import { Memory } from "./memory.ts";
import { Texts } from "./texts.ts";
import { throughBytes, throughJson } from "./through-bytes.ts";

interface Stored {
  readonly sizeClass: number;
  readonly id: number;
  readonly units: number;
}

function textOf(values: readonly string[]): KeyText {
  const text = new KeyText();
  text.fill(values);
  return text;
}

function add(texts: Texts, values: readonly string[]): Stored {
  const text = textOf(values);
  const sizeClass = texts.classOf(text.units);
  return { sizeClass, id: texts.add(text, sizeClass), units: text.units };
}

const read = (texts: Texts, { sizeClass, id, units }: Stored): string => texts.read(sizeClass, id, units);

describe("Texts", () => {
  it.each([
    { name: "nothing at all", values: [] },
    { name: "an absent label", values: [""] },
    { name: "absent labels at the ends", values: ["", "a", ""] },
    { name: "letters of all lengths in UTF-8", values: ["ä€", "😀", "한국"] },
    { name: "a text that fills its room to the last byte", values: ["0123456789abcdef"] },
    { name: "one unit more than fits the smallest", values: ["0123456789abcdefg"] },
    { name: "sixteen labels of 128 bytes", values: Array.from({ length: 16 }, (_, i) => String.fromCharCode(97 + i).repeat(128)) },
  ])("gives back $name", ({ values }) => {
    const texts = new Texts(new Memory(), "texts");
    const stored = add(texts, values);
    expect(read(texts, stored)).toBe(values.join("\0"));
    expect(texts.equals(stored.sizeClass, stored.id, stored.units, textOf(values))).toBe(true);
  });

  it.each([
    { stored: ["a", "b"], asked: ["ab"] },
    { stored: ["a", "b"], asked: ["a", "bc"] },
    { stored: ["a", "bc"], asked: ["a", "b"] },
    { stored: ["ab", ""], asked: ["a", "b"] },
    { stored: ["", "a"], asked: ["a", ""] },
    { stored: ["a"], asked: ["A"] },
    { stored: ["abc"], asked: ["abd"] },
    { stored: ["abcd"], asked: ["Abcd"] },
    { stored: ["a".repeat(16)], asked: ["a".repeat(16), ""] },
  ])("tells $asked from $stored", ({ stored, asked }) => {
    const texts = new Texts(new Memory(), "texts");
    const { sizeClass, id, units } = add(texts, stored);
    expect(texts.equals(sizeClass, id, units, textOf(asked))).toBe(false);
  });

  it("has a class for 4,096 units and refuses more", () => {
    const texts = new Texts(new Memory(), "texts");
    expect(texts.classOf(4096)).toBe(8);
    expect(() => texts.classOf(4097)).toThrow("text must have at most 4096 code units, got 4097");
  });

  it("uses freed room again and keeps the rest, whatever comes and goes, over a restart", () => {
    const value = fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\0"));
    fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.array(value, { maxLength: 4 })), { maxLength: 60 }), (steps) => {
      let memory = new Memory();
      let texts = new Texts(memory, "texts");
      const kept: { values: string[]; stored: Stored }[] = [];
      for (const [i, [isFree, values]] of steps.entries()) {
        const gone = isFree ? kept.shift() : undefined;
        if (gone !== undefined) texts.free(gone.stored.sizeClass, gone.stored.id);
        else kept.push({ values, stored: add(texts, values) });
        if (i === 30) {
          memory = throughBytes(memory);
          texts = new Texts(memory, "texts", throughJson(texts.table));
        }
      }
      expect(kept.map(({ stored }) => read(texts, stored))).toEqual(kept.map(({ values }) => values.join("\0")));
    }), { seed: 1, numRuns: 80 });
  });

  it("does not grow while as much is freed as added", () => {
    const memory = new Memory();
    const texts = new Texts(memory, "texts");
    let last = add(texts, ["device-0"]);
    const sizeBytes = memory.sizeBytes();
    for (let i = 1; i < 1000; i++) {
      texts.free(last.sizeClass, last.id);
      last = add(texts, [`device-${i}`]);
    }
    expect(memory.sizeBytes()).toBe(sizeBytes);
    expect(read(texts, last)).toBe("device-999");
  });
});
