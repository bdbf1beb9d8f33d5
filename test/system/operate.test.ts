import { describe, expect, it } from "@jest/globals";
import { figuresOf } from "./built-program.ts";

const LIMIT_MS = 600_000;

describe("npm run test:operate", () => {
  it("delivers a low stock and a large transaction within ten seconds, and their end", async () => {
    const figures = await figuresOf("test/dist/operate/main.js", "--short") as { delivered_seconds: number };
    expect(figures).toEqual({ test: "operate", delivered_seconds: expect.any(Number), resolved: true });
    expect(figures.delivered_seconds).toBeLessThanOrEqual(10);
  }, LIMIT_MS);
});
