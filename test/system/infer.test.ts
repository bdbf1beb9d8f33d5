import { describe, expect, it } from "@jest/globals";
import { figuresOf } from "./built-program.ts";

/** Ends a program that hangs. */
const LIMIT_MS = 300_000;

/** Some of what `npm run test:infer` tries at length. */
describe("eddy infer", () => {
  it("finds time, id, labels and measures of three simulators and four made files", async () => {
    const figures = await figuresOf("test/dist/infer/main.js", "--short") as Record<string, unknown>;
    expect(figures).toMatchObject({ test: "infer", files: 7 });
    expect(figures["f1_min"]).toBeGreaterThanOrEqual(0.8);
    expect(figures["mapped_min"]).toBeGreaterThanOrEqual(0.95);
  }, LIMIT_MS);
});
