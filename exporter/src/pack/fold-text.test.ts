import { describe, expect, it } from "@jest/globals";
import { DEFAULT_FOLD_SETTINGS, foldTextJson, parseFoldText } from "./fold-text.ts";

const text = { packs: [{ name: "b", yaml: "y" }, { name: "a", yaml: "x: 'é'" }], settings: DEFAULT_FOLD_SETTINGS };

describe("fold text", () => {
  it("comes back as it was, sorted by name", () => {
    expect(parseFoldText(foldTextJson(text))).toEqual({ packs: [{ name: "a", yaml: "x: 'é'" }, { name: "b", yaml: "y" }], settings: DEFAULT_FOLD_SETTINGS });
  });

  it("is equal text for equal content", () => {
    expect(foldTextJson(parseFoldText(foldTextJson(text)))).toBe(foldTextJson(text));
  });

  it.each([
    { name: "no JSON", json: "{", message: "fold text must be JSON" },
    { name: "another value", json: "[]", message: "fold text must be as Eddy writes it" },
    { name: "a setting missing", json: JSON.stringify({ packs: [], settings: { ...DEFAULT_FOLD_SETTINGS, maxIds: undefined } }), message: "maxIds" },
    { name: "a setting too many", json: JSON.stringify({ packs: [], settings: { ...DEFAULT_FOLD_SETTINGS, more: 1 } }), message: "more" },
    { name: "a pack without text", json: JSON.stringify({ packs: [{ name: "a" }], settings: DEFAULT_FOLD_SETTINGS }), message: "yaml" },
  ])("refuses $name", ({ json, message }) => {
    expect(() => parseFoldText(json)).toThrow(message);
  });
});
