import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DEFAULT_FOLD_SETTINGS } from "../pack/fold-text.ts";
import { ConfigError } from "./config-error.ts";
import type { Environment } from "./environment.ts";
import { loadConfig } from "./load.ts";

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "eddy-config-"));
  writeFileSync(join(directory, "password"), "hunter2");
  mkdirSync(join(directory, "my-packs"));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function load(yaml: string, env: Environment = {}): ReturnType<typeof loadConfig> {
  const path = join(directory, "eddy.yml");
  writeFileSync(path, yaml);
  return loadConfig(path, env);
}

function faults(yaml: string, env: Environment = {}): string {
  try {
    load(yaml, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.replaceAll(`${directory}/`, "");
    throw error;
  }
  return "none";
}

describe("loadConfig", () => {
  it("works without a file", () => {
    expect(loadConfig(undefined, {})).toEqual({
      nats: {
        urls: ["nats://127.0.0.1:4222"], user: undefined, passwordFile: undefined, tokenFile: undefined,
        credsFile: undefined, nkeyFile: undefined, tls: undefined, stream: "EDDY",
      },
      log: { maxAgeMs: 604_800_000, maxBytes: 10_737_418_240, sources: [] },
      data: resolve("data"),
      packs: [],
      fold: DEFAULT_FOLD_SETTINGS,
      checkpoint: { intervalMs: 15_000 },
      metrics: { maxSeries: 50_000, maxSeriesPerMetric: 10_000 },
      sources: { system: undefined },
    });
  });

  it.each([
    { name: "an empty file", yaml: "" },
    { name: "comments only", yaml: "# nothing yet\n" },
    { name: "options without values", yaml: "nats:\n  # url: nats://a:4222\nfold:\n" },
  ])("takes $name for defaults", ({ yaml }) => {
    expect(load(yaml)).toEqual({ ...loadConfig(undefined, {}), data: join(directory, "data") });
  });

  it("takes paths from the file's folder", () => {
    const { nats, data, packs } = load("nats: { user: eddy, password_file: password }\ndata: ./state\npacks: [my-packs]\n");
    expect({ passwordFile: nats.passwordFile, data, packs }).toEqual({
      passwordFile: join(directory, "password"), data: join(directory, "state"), packs: [join(directory, "my-packs")],
    });
  });

  it.each([
    { name: "one server", yaml: "nats: { url: 'tls://a:4222' }", env: {}, urls: ["tls://a:4222"] },
    { name: "several servers", yaml: "nats: { url: ['nats://a', 'nats://b:1'] }", env: {}, urls: ["nats://a", "nats://b:1"] },
    { name: "the environment over the file", yaml: "nats: { url: 'nats://a' }", env: { EDDY_NATS_URL: "nats://b, nats://c" }, urls: ["nats://b", "nats://c"] },
    { name: "the environment alone", yaml: "", env: { EDDY_NATS_URL: "nats://b" }, urls: ["nats://b"] },
  ])("takes $name", ({ yaml, env, urls }) => {
    expect(load(yaml, env).nats.urls).toEqual(urls);
  });

  it("turns the machine's own metrics on", () => {
    expect(load("sources: { system: {} }").sources).toEqual({ system: { intervalMs: 1000 } });
  });

  it.each([
    { yaml: "fold:\n  lateness: soon\n", fault: 'eddy.yml:2: fold.lateness must be a duration such as 500ms, 30s, 5m, 1h or 7d, from 0s to 1d, got "soon"' },
    { yaml: "checkpoint: { interval: 10ms }\n", fault: 'eddy.yml:1: checkpoint.interval must be a duration such as 500ms, 30s, 5m, 1h or 7d, from 1s to 1h, got "10ms"' },
    { yaml: "\n\nlog:\n  max_bytes: 10\n", fault: "eddy.yml:4: log.max_bytes must be a size such as 512B, 64KiB, 1MiB or 10GiB, from 1MiB to 999TiB, got 10" },
    { yaml: "metrics:\n  max_series: 1.5\n", fault: "eddy.yml:2: metrics.max_series must be a whole number from 1 to 10000000, got 1.5" },
    { yaml: "data: 5\n", fault: "eddy.yml:1: data must be a path, got 5" },
    { yaml: "fold: 30s\n", fault: 'eddy.yml:1: fold must be a list of options, each on a line of its own below, got "30s"' },
    { yaml: "- fold\n", fault: 'eddy.yml:1: the file must be a list of options, each on a line of its own below, got ["fold"]' },
    { yaml: "packs:\n  - nowhere\n", fault: 'eddy.yml:2: packs.0 must be a directory, got "nowhere"' },
    { yaml: "nats:\n  token_file: nowhere\n", fault: 'eddy.yml:2: nats.token_file must be a file that Eddy may read, got "nowhere"' },
    { yaml: "nats:\n  user: eddy\n", fault: "eddy.yml:1: nats must be given with both user and password_file or neither" },
    { yaml: "nats: { user: eddy, password_file: password, token_file: password }\n", fault: "eddy.yml:1: nats must be given with only one of user, token_file, creds_file and nkey_file" },
    { yaml: "nats:\n  tls: { cert_file: password }\n", fault: "eddy.yml:2: nats.tls must be given with both cert_file and key_file or neither" },
    { yaml: "checkpoint:\n  intervall: 5s\n", fault: 'eddy.yml:2: checkpoint.intervall must be an option that there is (did you mean interval?), got "intervall"' },
    { yaml: "colour: red\n", fault: 'eddy.yml:1: colour must be one of nats, log, data, packs, fold, checkpoint, metrics, sources, got "colour"' },
    { yaml: "data: [\n", fault: "eddy.yml:2: the file must be YAML, got Flow sequence in block collection must be sufficiently indented and end with a ]" },
    { yaml: "data: a\ndata: b\n", fault: "eddy.yml:2: the file must be YAML, got Map keys must be unique" },
    { yaml: "fold:\n  max_depth: 0\n\nlog: { max_age: 1 }\n", fault: [
      "eddy.yml:4: log.max_age must be a duration such as 500ms, 30s, 5m, 1h or 7d, from 1m to 999d, got 1",
      "eddy.yml:2: fold.max_depth must be a whole number from 1 to 1000, got 0",
    ].join("\n") },
  ])("tells fault, line and rule of $yaml", ({ yaml, fault }) => {
    expect(faults(yaml)).toBe(fault);
  });

  it.each([
    { yaml: "nats: { url: 'nats://eddy:hunter2@a:4222' }\n" },
    { yaml: "nats: { password: hunter2 }\n" },
    { yaml: "nats: { user: { hunter2: 1 } }\n" },
  ])("never shows a secret: $yaml", ({ yaml }) => {
    expect(faults(yaml)).not.toContain("hunter2");
  });

  it("names the variable that is at fault", () => {
    expect(faults("", { EDDY_NATS_URL: "http://a" })).toMatch(/^environment EDDY_NATS_URL: nats\.url\.0 must be a URL .*, got "http:\/\/a"$/);
  });

  it.each([
    { name: "isn't there", file: "none.yml", why: "there is no such file" },
    { name: "is below a file", file: "password/eddy.yml", why: "there is no such file" },
    { name: "is a directory", file: "my-packs", why: "this is a directory" },
  ])("says of a file that it $name", ({ file, why }) => {
    const path = join(directory, file);
    expect(() => loadConfig(path, {})).toThrow(`${path}: --config.file must be a file that Eddy may read: ${why}`);
  });
});
