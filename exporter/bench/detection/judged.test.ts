import { describe, expect, it } from "@jest/globals";
import { Judged } from "./judged.ts";

describe("a detector by name", () => {
  it.each([
    { id: "z-scor", settings: {}, message: "--detector must be one of" },
    { id: "z-score", settings: { memor: "10" }, message: "--set: z-score has the settings memory, onset, warm_up, got memor" },
    { id: "z-score", settings: { onset: "0" }, message: "--set: onset must be from 1 to 100, got 0" },
  ])("is refused with a reason: $message", ({ id, settings, message }) => {
    expect(() => new Judged(id, settings)).toThrow(message);
  });

  it("is written as a pack says it", () => {
    expect(new Judged("z-score", { onset: "5" }).inPack).toBe('{"z-score":{"onset":5}}');
  });

  it("stays as it is where its kind has no tiers", () => {
    const judged = new Judged("z-score", {});
    expect([judged.hasTier("calm"), judged.inTier("calm")]).toEqual([false, judged]);
  });
});
