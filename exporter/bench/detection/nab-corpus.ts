import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Series, Span } from "./series.ts";

/** A recording of NAB and when something happened in it. */
export interface NabSeries extends Series {
  readonly windows: readonly Span[];
}

/** Times are taken as UTC. Throws where the text is none. */
function parseTime(text: string, where: string): number {
  const timeMs = Date.parse(`${text.replace(" ", "T")}Z`);
  if (Number.isNaN(timeMs)) throw new Error(`${where}: timestamp must be like 2014-04-10 07:15:00, got ${text}`);
  return timeMs;
}

/** Lines behind the header, cut at commas. */
function cells(text: string): string[][] {
  return text.trim().split("\n").slice(1).map((line) => line.trim().split(","));
}

function rowOf(timesMs: Float64Array, timeMs: number, where: string): number {
  const row = timesMs.indexOf(timeMs);
  if (row < 0) throw new Error(`${where}: a window's edge must be a row's time, got ${timeMs} ms`);
  return row;
}

/** Reads all series that `<folder>/windows.json` names. Throws where a file is missing or a time unreadable. */
export function readNab(folder: string): NabSeries[] {
  const windows = JSON.parse(readFileSync(join(folder, "windows.json"), "utf8")) as Record<string, [string, string][]>;
  return Object.entries(windows).map(([name, edges]) => {
    const rows = cells(readFileSync(join(folder, name), "utf8"));
    const timesMs = Float64Array.from(rows, ([time = ""]) => parseTime(time, name));
    const values = Float64Array.from(rows, ([, value = ""]) => Number(value));
    const spans = edges.map(([first, last]) => ({
      first: rowOf(timesMs, parseTime(first, name), name),
      last: rowOf(timesMs, parseTime(last, name), name),
    }));
    return { name, timesMs, values, windows: spans };
  });
}

/** Scores of a published detector by series: a gzipped CSV of file, row and score. */
export function readPublishedScores(path: string): Map<string, Float64Array> {
  const lists = new Map<string, number[]>();
  for (const [name = "", row = "", score = ""] of cells(gunzipSync(readFileSync(path)).toString())) {
    const list = lists.get(name) ?? [];
    lists.set(name, list);
    list[Number(row)] = Number(score);
  }
  return new Map([...lists].map(([name, list]) => [name, Float64Array.from(list)]));
}
