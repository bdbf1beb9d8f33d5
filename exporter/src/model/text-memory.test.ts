import { describe, expect, it } from "@jest/globals";
import { TextMemory } from "./text-memory.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("TextMemory", () => {
  it("finds every text by its bytes, however many take each other's slots", () => {
    const memory = new TextMemory();
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 5_000; n++) {
        const text = `device-${n}`;
        expect(memory.find(bytes(`"${text}"`), 1, text.length + 1)).toBe(text);
      }
    }
  });

  it("does not mind that the bytes are written over", () => {
    const memory = new TextMemory();
    const payload = bytes("pune");
    memory.find(payload, 0, 4);
    payload.set(bytes("agra"));
    expect(memory.find(payload, 0, 4)).toBe("agra");
    expect(memory.find(bytes("pune"), 0, 4)).toBe("pune");
  });

  it.each([[0, ""], [42, "x".repeat(42)], [43, undefined]])("of %d bytes gives %j", (length, expected) => {
    expect(new TextMemory().find(bytes("x".repeat(60)), 0, length)).toBe(expected);
  });
});
