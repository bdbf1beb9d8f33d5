import { describe, expect, it } from "@jest/globals";
import type { Clock } from "../model/clock.ts";
import { systemClock } from "../model/clock.ts";
import type { SeriesTable } from "../pipeline/view.ts";
import { SeriesCollector } from "./collect.ts";
import { fakeTable, fakeView } from "./fake-view.ts";

const WIDE = { maxSeries: 50_000, maxSeriesPerMetric: 10_000 };
const HOUR_MS = 3_600_000;

function numbered(count: number, score: (key: number) => number = () => 0): ReturnType<typeof fakeTable> {
  return fakeTable({ series: Array.from({ length: count }, (_, key) => ({ labels: [`d${key}`], value: key, score: score(key) })) });
}

describe("SeriesCollector", () => {
  it.each([
    { name: "a fresh series", lastLogMs: HOUR_MS - 300_000, intervalMs: 1000, gauge: 5 },
    { name: "one silent for more than five minutes", lastLogMs: HOUR_MS - 300_001, intervalMs: 1000, gauge: NaN },
    { name: "a slow one within three intervals", lastLogMs: HOUR_MS - 1_800_000, intervalMs: 600_000, gauge: 5 },
    { name: "a slow one beyond them", lastLogMs: HOUR_MS - 1_800_001, intervalMs: 600_000, gauge: NaN },
  ])("expires gauges, never counters: $name", async ({ lastLogMs, intervalMs, gauge }) => {
    const series = [{ labels: ["a"], value: 5, total: 50, score: 0.5, anomalies: 2, lastEventMs: 9000, lastLogMs, intervalMs }];
    const view = fakeView([fakeTable({ kind: "rate", series })], { logTimeMs: () => HOUR_MS });
    const [table] = (await new SeriesCollector(systemClock, WIDE).collect(view)).tables;
    expect(table?.columns).toMatchObject({ value: [gauge], score: [gauge / 10], total: [50], anomalies: [2], lastEvent: [9] });
  });

  it.each([{ score: 0.69, shown: NaN }, { score: 0.95, shown: 0.95 }])("shows the score $score of a series long silent as $shown", async ({ score, shown }) => {
    const series = [{ labels: ["a"], value: 5, score, anomalies: 1, lastLogMs: 1000, intervalMs: 1000 }];
    const view = fakeView([fakeTable({ series })], { logTimeMs: () => HOUR_MS });
    const [table] = (await new SeriesCollector(systemClock, WIDE).collect(view)).tables;
    expect(table?.columns).toMatchObject({ value: [NaN], score: [shown] });
  });

  it.each([
    { name: "a detector that is ready", ready: true, columns: { score: [0.2], expected: [5], lower: [4], upper: [6] } },
    { name: "one that warms up", ready: false, columns: { score: [0.2], expected: [NaN], lower: [NaN], upper: [NaN] } },
  ])("shows what is expected by $name", async ({ ready, columns }) => {
    const view = fakeView([fakeTable({ series: [{ labels: ["a"], score: 0.2, expected: 5, lower: 4, upper: 6, ready }] })]);
    const [table] = (await new SeriesCollector(systemClock, WIDE).collect(view)).tables;
    expect(table?.columns).toMatchObject(columns);
  });

  it("passes over keys that are free", async () => {
    const view = fakeView([fakeTable({ series: [undefined, { labels: ["b"] }, undefined] })]);
    const [table] = (await new SeriesCollector(systemClock, WIDE).collect(view)).tables;
    expect(table?.labels).toEqual(['device="b"']);
  });

  it.each([
    { name: "nothing is left out", limits: WIDE, shown: 10, scored: 10, hidden: 0 },
    { name: "a metric is full", limits: { maxSeries: 50_000, maxSeriesPerMetric: 4 }, shown: 4, scored: 4, hidden: 48 },
    { name: "all is full", limits: { maxSeries: 16, maxSeriesPerMetric: 10 }, shown: 2, scored: 2, hidden: 64 },
    { name: "no room for scores", limits: { maxSeries: 10, maxSeriesPerMetric: 10 }, shown: 3, scored: 1, hidden: 70 },
  ])("counts what the limits leave out: $name", async ({ limits, shown, scored, hidden }) => {
    const collected = await new SeriesCollector(systemClock, limits).collect(fakeView([numbered(10)]));
    const [table] = collected.tables;
    expect({
      shown: table?.labels.length, scored: table?.columns.score.filter((score) => !Number.isNaN(score)).length, hidden: collected.hidden,
    }).toEqual({ shown, scored, hidden });
  });

  it("voids label text when keys were freed", async () => {
    let state = { labels: ["old"], generation: 0 };
    const table: SeriesTable = {
      ...fakeTable({ series: [{ labels: [] }] }),
      labels: () => state.labels,
      get generation() { return state.generation; },
    };
    const collector = new SeriesCollector(systemClock, WIDE);
    const labels = async (): Promise<readonly string[] | undefined> => (await collector.collect(fakeView([table]))).tables[0]?.labels;
    expect(await labels()).toEqual(['device="old"']);
    state = { labels: ["new"], generation: 1 };
    expect(await labels()).toEqual(['device="new"']);
  });
});

describe("a stream with more than 2,000 keys", () => {
  function steppedClock(): { clock: Clock; pass: (ms: number) => void } {
    let nowMs = 0;
    const clock = { ...systemClock, elapsed: () => nowMs, soon: (call: () => void) => { call(); } };
    return { clock, pass: (ms) => { nowMs += ms; } };
  }

  it("shows the 500 oldest and the notable ones", async () => {
    const collector = new SeriesCollector(systemClock, WIDE);
    const view = fakeView([numbered(2001, (key) => (key === 3 || key === 1999 ? 0.51 : 0.5))]);
    const values = (await collector.collect(view)).tables[0]?.columns.value;
    expect(values).toEqual([...Array(500).keys(), 1999]);
  });

  it("shows all of 2,000", async () => {
    const collector = new SeriesCollector(systemClock, WIDE);
    expect((await collector.collect(fakeView([numbered(2000)]))).tables[0]?.labels).toHaveLength(2000);
  });

  it("looks anew after two seconds, and then shows the values of this moment", async () => {
    const { clock, pass } = steppedClock();
    const collector = new SeriesCollector(clock, WIDE);
    const scores = new Map([[1000, 0.9]]);
    const view = fakeView([numbered(3000, () => 0)].map((table) => ({
      ...table, read: (key: number, reading) => { table.read(key, reading); reading.score = scores.get(key) ?? 0; },
    } satisfies SeriesTable)));
    const notable = async (): Promise<readonly number[] | undefined> => (await collector.collect(view)).tables[0]?.columns.value.slice(500);
    expect(await notable()).toEqual([1000]);
    scores.set(1001, 0.9);
    pass(1999);
    expect(await notable()).toEqual([1000]);
    pass(1);
    expect(await notable()).toEqual([1000, 1001]);
  });
});
