import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dispatch } from "./dispatch.ts";
import { commands } from "./registry.ts";

let folder = "";
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "eddy-score-")); });
afterAll(() => { rmSync(folder, { recursive: true }); });

/** Rows a minute apart around 10, row 61 at 90. */
function rows(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `2026-01-01 ${String(Math.floor(i / 60)).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}:00,${i === 60 ? 90 : 10 + (i % 3)}`);
}

async function run(content: string, ...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const file = join(folder, "series.csv");
  writeFileSync(file, content);
  let out = "";
  let err = "";
  const terminal = { out: (text: string) => { out += text; }, err: (text: string) => { err += text; }, stop: new AbortController().signal };
  const code = await dispatch(["score", file, ...argv], { commands, env: {}, terminal });
  return { code, out, err: err.replaceAll(`${folder}/`, "") };
}

const GOOD = ["timestamp,value", ...rows(100), ""].join("\n");

describe("eddy score", () => {
  it("writes a line a row, with onset and reason", async () => {
    const { code, out, err } = await run(GOOD, "--detector", "z-score");
    const lines = out.trimEnd().split("\n");
    expect({ code, err, count: lines.length }).toEqual({ code: 0, err: "series.csv: 100 rows scored, 1 onset, 0 rows left out\n", count: 101 });
    expect(lines[0]).toBe("row,time,value,score,state,expected,lower,upper,onset,reason,readiness");
    expect(lines[1]).toBe("1,2026-01-01T00:00:00.000Z,10,0,0,,,,0,,warming");
    expect(lines[61]).toMatch(/^61,2026-01-01T01:00:00\.000Z,90,0\.99\d+,0\.99\d+,1\d[\d.]*,[\d.]+,[\d.]+,1,90 is [\d.]+ standard deviations above the expected 1\d[\d.]*,ready$/);
  });

  it("writes JSON for machines", async () => {
    const { out } = await run(GOOD, "--json", "--detector", "z-score", "--set", "onset=100");
    const lines = out.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toEqual({ row: 1, time: "2026-01-01T00:00:00.000Z", value: 10, score: 0, state: 0, expected: null, lower: null, upper: null, onset: false, reason: null, readiness: "warming" });
    expect(lines.filter(({ onset }) => onset === true)).toEqual([]);
  });

  it.each([
    { name: "a word for a number", line: "2026-01-01 02:00:00,warm", expected: 'series.csv:102: value must be a number, got "warm"' },
    { name: "no time", line: "yesterday,3", expected: 'series.csv:102: timestamp must be a time, got "yesterday"' },
    { name: "a field too many", line: "2026-01-01 02:00:00,3,4", expected: "series.csv:102: has 3 fields, expected 2" },
    { name: "a time long gone", line: "2025-01-01 02:00:00,3", expected: "series.csv:102: is older than the newest row before it by more than 30 s" },
  ])("leaves out a row with $name, and tells its line", async ({ line, expected }) => {
    const { code, err } = await run(`${GOOD}${line}\n`, "--quiet", "--detector", "z-score");
    expect({ code, err }).toEqual({ code: 1, err: `${expected}\nseries.csv: 100 rows scored, 1 onset, 1 rows left out\n` });
  });

  it.each([
    { name: "a column that isn't there", argv: ["--value", "level"], code: 1, expected: "--value must be one of its columns timestamp, value, got level" },
    { name: "an unknown detector", argv: ["--detector", "zscore"], code: 2, expected: 'score: --detector must be one of' },
    { name: "a detector of siblings", argv: ["--detector", "peers", "--set", "by=site"], code: 2, expected: "got peers, which compares series: a recording has one (eddy backtest folds many)" },
    { name: "a setting out of range", argv: ["--detector", "z-score", "--set", "memory=1"], code: 2, expected: "score: --set z-score.memory must be from 10 to 1000000000, got 1" },
    { name: "no setting", argv: ["--set", "memory"], code: 2, expected: 'score: --set must be NAME=VALUE, several separated by commas, got "memory"' },
    { name: "a zone that isn't there", argv: ["--time-zone", "Mars"], code: 2, expected: "score: --time-zone must be an IANA time zone like Europe/London, got Mars" },
    { name: "a picture of another kind", argv: ["--plot", "a.jpg"], code: 2, expected: "score: --plot must end in .svg or .png, got a.jpg" },
  ])("refuses $name", async ({ argv, code, expected }) => {
    const result = await run(GOOD, "--detector", "z-score", ...argv);
    expect(result.code).toBe(code);
    expect(result.err).toContain(expected);
  });

  it.each([
    { ending: "svg", begins: "<svg " },
    { ending: "png", begins: "\u0089PNG" },
  ])("draws a .$ending", async ({ ending, begins }) => {
    const file = join(folder, `scores.${ending}`);
    expect((await run(GOOD, "--quiet", "--plot", file)).code).toBe(0);
    expect(readFileSync(file, "latin1").startsWith(begins)).toBe(true);
  });
});
