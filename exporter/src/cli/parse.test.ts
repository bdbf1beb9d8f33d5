import { describe, expect, it } from "@jest/globals";
import { parseArguments } from "./parse.ts";

const command = {
  name: "replay",
  flags: [
    { name: "config.file", type: "string", placeholder: "FILE", help: "settings", env: "EDDY_CONFIG_FILE" },
    { name: "speed", type: "string", help: "how fast", default: "1x" },
    { name: "dry-run", type: "boolean", help: "publishes nothing", env: "EDDY_DRY_RUN" },
  ],
} as const;
const absent = { "config.file": undefined, speed: "1x", "dry-run": undefined };

describe("parseArguments", () => {
  it.each([
    { name: "defaults", argv: [], env: {}, flags: absent, positional: [] },
    { name: "value behind a space", argv: ["--config.file", "a.yml"], env: {}, flags: { ...absent, "config.file": "a.yml" }, positional: [] },
    { name: "value behind =", argv: ["--config.file=a=b.yml"], env: {}, flags: { ...absent, "config.file": "a=b.yml" }, positional: [] },
    { name: "environment", argv: [], env: { EDDY_CONFIG_FILE: "e.yml", EDDY_DRY_RUN: "1" }, flags: { ...absent, "config.file": "e.yml", "dry-run": true }, positional: [] },
    { name: "command line before environment", argv: ["--config.file", "a.yml"], env: { EDDY_CONFIG_FILE: "e.yml" }, flags: { ...absent, "config.file": "a.yml" }, positional: [] },
    { name: "an empty variable is none", argv: [], env: { EDDY_CONFIG_FILE: "", EDDY_DRY_RUN: "" }, flags: absent, positional: [] },
    { name: "false in the environment", argv: [], env: { EDDY_DRY_RUN: "false" }, flags: { ...absent, "dry-run": false }, positional: [] },
    { name: "the last of two", argv: ["--speed", "2x", "--speed", "3x"], env: {}, flags: { ...absent, speed: "3x" }, positional: [] },
    { name: "positional between flags", argv: ["a", "--dry-run", "b"], env: {}, flags: { ...absent, "dry-run": true }, positional: ["a", "b"] },
    { name: "negative number as value", argv: ["--speed", "-1"], env: {}, flags: { ...absent, speed: "-1" }, positional: [] },
    { name: "negative numbers as positional", argv: ["a", "-12.5", "-.5", "-1e3"], env: {}, flags: absent, positional: ["a", "-12.5", "-.5", "-1e3"] },
    { name: "all behind -- is positional", argv: ["--", "--dry-run", "-x"], env: {}, flags: absent, positional: ["--dry-run", "-x"] },
  ])("takes $name", ({ argv, env, flags, positional }) => {
    expect(parseArguments(command, argv, env)).toEqual({ flags, positional });
  });

  it.each([
    { argv: ["--config.fil", "a.yml"], env: {}, fault: "unknown flag --config.fil; did you mean --config.file?" },
    { argv: ["--colour"], env: {}, fault: "unknown flag --colour; see eddy replay --help" },
    { argv: ["-s"], env: {}, fault: "unknown flag -s; see eddy replay --help" },
    { argv: ["--config.file"], env: {}, fault: "--config.file needs a value: --config.file FILE" },
    { argv: ["--dry-run=yes"], env: {}, fault: '--dry-run takes no value, got "yes"' },
    { argv: [], env: { EDDY_DRY_RUN: "perhaps" }, fault: 'environment: EDDY_DRY_RUN must be true, false, 1 or 0, got "perhaps"' },
  ])("refuses $argv $env: $fault", ({ argv, env, fault }) => {
    expect(() => parseArguments(command, argv, env)).toThrow(new Error(fault));
  });
});
