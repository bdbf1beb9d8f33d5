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

  it("gives the detector transformed values, and tells expectation, band and reason in the unit of the file", async () => {
    const read = (out: string): Record<string, unknown>[] => out.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    const lines = GOOD.trimEnd().split("\n").slice(1).map((line) => line.split(","));
    const logarithms = ["timestamp,value", ...lines.map(([time, value]) => `${time ?? ""},${Math.log1p(Number(value))}`), ""].join("\n");
    const own = read((await run(GOOD, "--json", "--detector", "z-score", "--transform", "log")).out);
    const plain = read((await run(logarithms, "--json", "--detector", "z-score")).out);
    for (const [at, { value, score, expected, lower, upper }] of own.entries()) {
      expect([value, score]).toEqual([Number(lines[at]?.[1]), plain[at]?.["score"]]);
      const there = plain[at];
      for (const [mine, name] of [[expected, "expected"], [lower, "lower"], [upper, "upper"]] as const) {
        const other = there?.[name];
        if (typeof other === "number") expect(mine).toBeCloseTo(Math.expm1(other), 3);
        else expect(mine).toBeNull();
      }
    }
    expect(own[60]).toMatchObject({ onset: true, reason: { sentence: expect.stringMatching(/^90 is [\d.]+ standard deviations above the expected 10\.\d+$/) } });
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

  it("hints at the order of a file that is newest first", async () => {
    const { code, err } = await run(["timestamp,value", ...rows(100).reverse(), ""].join("\n"), "--quiet");
    expect(code).toBe(1);
    expect(err.trimEnd().split("\n").slice(-2)).toEqual(["series.csv: 1 rows scored, 0 onsets, 99 rows left out", "series.csv: 99 rows are older than one before them: sort it by timestamp, oldest first, or raise --lateness (30s)"]);
  });

  it("tells in a sentence that there is no such file", async () => {
    let err = "";
    const terminal = { out: () => undefined, err: (text: string) => { err += text; }, stop: new AbortController().signal };
    const code = await dispatch(["score", join(folder, "none.csv")], { commands, env: {}, terminal });
    expect({ code, err: err.replaceAll(`${folder}/`, "") }).toEqual({ code: 1, err: "eddy: score: FILE must be a file that can be read, got none.csv: there is no none.csv; check the path\n" });
  });

  it.each([
    { name: "a column that isn't there", argv: ["--value", "level"], code: 1, expected: "--value must be one of its columns timestamp, value, got level" },
    { name: "an unknown detector", argv: ["--detector", "zscore"], code: 2, expected: 'score: --detector must be one of' },
    { name: "a detector of siblings", argv: ["--detector", "peers", "--set", "by=site"], code: 2, expected: "got peers, which compares series: a recording has one (eddy backtest folds many)" },
    { name: "a setting out of range", argv: ["--detector", "z-score", "--set", "memory=1"], code: 2, expected: "score: --set z-score.memory must be from 10 to 1000000000, got 1" },
    { name: "no setting", argv: ["--set", "memory"], code: 2, expected: 'score: --set must be NAME=VALUE, several separated by commas, got "memory"' },
    { name: "a setting twice", argv: ["--set", "memory=100,onset=5,memory=200"], code: 2, expected: "score: --set must name each setting once, got memory twice: memory=100,onset=5,memory=200; leave one out" },
    { name: "a picture in no folder", argv: ["--plot", "/nonexist/x.png"], code: 1, expected: "eddy: score: --plot must be a file that can be written, got /nonexist/x.png: there is no /nonexist; check the path\n" },
    { name: "an unknown transform", argv: ["--transform", "lgo"], code: 2, expected: "score: --transform must be one of anscombe, auto, grid, log, none, got lgo (did you mean log?)" },
    { name: "an amount beside logarithms", argv: ["--detector", "threshold", "--set", "above=80", "--transform", "log"], code: 2, expected: "score: --set threshold.above must be left out beside transform: log, which changes the unit, got 80 (transform: grid or none keeps it)" },
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
