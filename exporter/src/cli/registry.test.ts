import { describe, expect, it } from "@jest/globals";
import { commands } from "./registry.ts";

describe("registry of commands", () => {
  it.each(commands)("finds the module of eddy $name", async ({ load }) => {
    const { flags, examples } = await load();
    expect(examples.length).toBeGreaterThan(0);
    expect(new Set(flags.map(({ name }) => name)).size).toBe(flags.length);
  });

  it("shows flags of the first command alone, and all of them", async () => {
    const [first, ...others] = commands;
    expect(first?.shownFlags).toEqual((await first?.load())?.flags);
    expect(others.filter(({ shownFlags }) => shownFlags !== undefined)).toEqual([]);
  });

  it("names no command twice", () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  });
});
