import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { compileTime } from "../../mapping/time.ts";
import type { Clock } from "../../model/clock.ts";
import { compileMessage } from "./message.ts";
import { replay } from "./replay.ts";
import type { BadRow } from "./row.ts";
import type { Timing } from "./timeline.ts";

let folder = "";
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "replay-")); });
afterEach(() => { rmSync(folder, { recursive: true }); });

/** A clock that stands still until something waits. */
function jumpingClock(): Clock {
  let nowMs = 1_000_000;
  return {
    now: () => nowMs,
    elapsed: () => nowMs,
    after(delayMs, call) {
      nowMs += delayMs;
      call();
      return { cancel: () => undefined };
    },
    soon: (call) => { call(); },
  };
}

/** Replays files given as text; answers `<ms since the start> <subject> <payload without id>` and the bad rows. */
async function run(files: Record<string, string | Uint8Array>, timing: Timing, subject = "a.{file}"): Promise<{ sent: string[]; bad: string[] }> {
  const sent: string[] = [];
  const bad: string[] = [];
  const clock = jumpingClock();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  await replay(
    {
      files: Object.keys(files).map((name) => join(folder, name)),
      reading: { timeColumn: "t", readTime: compileTime("epoch_ms"), delimiter: ",", onBad: ({ number, why }: BadRow) => { bad.push(`${number}: ${why}`); } },
      timing,
      messageOf: compileMessage(subject, ""),
    },
    {
      clock,
      stop: new AbortController().signal,
      onTimeline: () => undefined,
      publish({ subject: to, payload }) {
        sent.push(`${clock.now() - 1_000_000} ${to} ${String(payload).replace(/"id":"[^"]*",/, "")}`);
        return Promise.resolve();
      },
    },
  );
  return { sent, bad };
}

const original: Timing = { time: "original", speed: Infinity };

describe("replay", () => {
  it("publishes the rows of csv, numbers as numbers, empty columns left out", async () => {
    const { sent } = await run({ "x.csv": "t,n,code,note\n1000,1.5,007,\n2000,-3e2,C1,\"a, b\nc\"\n" }, original);
    expect(sent).toEqual([
      '0 a.x {"n":1.5,"code":"007","time":"1970-01-01T00:00:01.000Z"}',
      '0 a.x {"n":-300,"code":"C1","note":"a, b\\nc","time":"1970-01-01T00:00:02.000Z"}',
    ]);
  });

  it("reads packed files and lines of JSON", async () => {
    const { sent } = await run({ "x.ndjson.gz": gzipSync('{"t":1000,"v":{"w":1}}\n\n{"t":2000,"v":2}') }, original);
    expect(sent).toEqual(['0 a.x {"v":{"w":1},"time":"1970-01-01T00:00:01.000Z"}', '0 a.x {"v":2,"time":"1970-01-01T00:00:02.000Z"}']);
  });

  it("merges files by time, at the speed asked for", async () => {
    const { sent } = await run({ "x.csv": "t,v\n0,1\n6000,2\n", "y.csv": "t,v\n3000,3\n9000,4\n" }, { time: "now", speed: 3 });
    expect(sent.map((line) => line.replace(/"time".*/, ""))).toEqual(['0 a.x {"v":1,', '1000 a.y {"v":3,', '2000 a.x {"v":2,', '3000 a.y {"v":4,']);
  });

  it("lets the recording end in the present at full speed", async () => {
    const { sent } = await run({ "x.csv": "t,v\n0,1\n6000,2\n", "y.csv": "t,v\n9000,4\n" }, { time: "now", speed: Infinity });
    expect(sent.map((line) => /"time":"(.*)"/.exec(line)?.[1])).toEqual(["1970-01-01T00:16:31.000Z", "1970-01-01T00:16:37.000Z", "1970-01-01T00:16:40.000Z"]);
  });

  it("leaves out bad rows and tells them by their number", async () => {
    const { sent, bad } = await run({ "x.csv": "t,v\n1000,1\nsoon,2\n3000\n4000,4\n" }, original);
    expect(sent).toHaveLength(2);
    expect(bad).toEqual(['2: t: no time: "soon"', "3: line 4 has 1 fields, expected 2"]);
  });

  it("loses no more than the row to a byte that is no text", async () => {
    const { sent, bad } = await run({ "x.csv": Buffer.from("t,v\n1000,1\n2000,\xff\n3000,3\n", "latin1") }, original);
    expect(sent).toHaveLength(2);
    expect(bad).toEqual(["2: payload is not UTF-8"]);
  });

  it("reads rows that lie across the pieces of a large file", async () => {
    const long = "x".repeat(200);
    const rows = Array.from({ length: 3000 }, (_, i) => `${i},"line\n${i} ${long}"`);
    const { sent, bad } = await run({ "x.csv": `t,v\n${rows.join("\n")}\n` }, original);
    expect(bad).toEqual([]);
    expect(sent).toHaveLength(3000);
    expect(sent[2999]).toBe(`0 a.x {"v":"line\\n2999 ${long}","time":"1970-01-01T00:00:02.999Z"}`);
  });

  it.each([
    { name: "a file without the time column", text: "x,v\n1,2\n", expected: /--time-column must be one of x, v, got t$/ },
    { name: "a file without rows", text: "t,v\n", expected: /no row with a time/ },
  ])("refuses $name", async ({ text, expected }) => {
    await expect(run({ "x.csv": text }, original)).rejects.toThrow(expected);
  });

  it("says that a file is not there", async () => {
    const options = { timeColumn: "t", readTime: compileTime("auto"), delimiter: ",", onBad: () => undefined };
    const files = [join(folder, "none.csv.gz")];
    const run = replay({ files, reading: options, timing: original, messageOf: compileMessage("a", "") }, {
      clock: jumpingClock(), stop: new AbortController().signal, onTimeline: () => undefined, publish: () => Promise.resolve(),
    });
    await expect(run).rejects.toThrow("ENOENT");
  });
});
