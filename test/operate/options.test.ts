import { describe, expect, it } from "@jest/globals";
import { HELP, readOptions } from "./options.ts";

describe("flags of test:operate", () => {
  it.each([
    { args: [], options: { quietMs: 600_000, short: false, help: false } },
    { args: ["--quiet", "90s"], options: { quietMs: 90_000, short: false, help: false } },
    { args: ["--short"], options: { quietMs: 600_000, short: true, help: false } },
    { args: ["--help"], options: { quietMs: 600_000, short: false, help: true } },
  ])("$args are read", ({ args, options }) => {
    expect(readOptions(args)).toEqual(options);
  });

  it.each([
    { args: ["--quiet", "soon"], message: "--quiet must be a time such as 90s or 10m, got soon" },
    { args: ["--loud"], message: "Unknown option '--loud'" },
  ])("$args are refused", ({ args, message }) => {
    expect(() => readOptions(args)).toThrow(message);
  });

  it("are all in the help", () => {
    expect([...HELP.matchAll(/^ {2}(--\w+)/gm)].map(([, name]) => name)).toEqual(["--quiet", "--short", "--help"]);
  });
});
