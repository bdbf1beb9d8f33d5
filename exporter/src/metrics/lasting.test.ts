import { describe, expect, it } from "@jest/globals";
import { FakeClock } from "../model/fake-clock.ts";
import { fakeTable, fakeView } from "./fake-view.ts";
import type { FakeSeries } from "./fake-view.ts";
import { lastingAnomalies } from "./lasting.ts";

const reason = { kind: "deviation", figures: { deviations: 5.2, unknown: NaN }, sentence: "31 celsius is 5.2 standard deviations above the expected 21" };

function series(device: string, of: Partial<FakeSeries> = {}): FakeSeries {
  return { labels: [device], lasts: true, score: 0.96, anomalies: 1, anomalyStartMs: 1000, riseMs: 2000, readiness: "ready", ...of };
}

async function devices(all: readonly (FakeSeries | undefined)[], query: { most: number; stream?: string }): Promise<{ total: number; devices: (string | undefined)[] }> {
  const { total, anomalies } = await lastingAnomalies(fakeView([fakeTable({ series: all })]), query, new FakeClock());
  return { total, devices: anomalies.map(({ labels }) => labels["device"]) };
}

describe("lastingAnomalies", () => {
  it("tells of an anomaly what its alert needs", async () => {
    const one = series("a", { value: 22, expected: 21, lower: 18, upper: NaN, riseValue: 31, riseExpected: 21, reason });
    expect(await lastingAnomalies(fakeView([fakeTable({ series: [one] })], { logTimeMs: () => 5000 }), { most: 10 }, new FakeClock())).toEqual({
      at: "1970-01-01T00:00:05.000Z",
      total: 1,
      anomalies: [{
        stream: "iot_sensor", measure: "temperature", unit: "celsius", labels: { device: "a" },
        value: 22, expected: 21, lower: 18, upper: null,
        since: "1970-01-01T00:00:01.000Z", rise: { at: "1970-01-01T00:00:02.000Z", value: 31, expected: 21 },
        readiness: "ready", state: 0.96, severity: "warning",
        reason: { ...reason, figures: { deviations: 5.2, unknown: null } },
      }],
    });
  });

  it.each([
    { name: "those that ended", all: [series("a", { lasts: false }), undefined, series("b")], query: { most: 5 }, expected: { total: 1, devices: ["b"] } },
    { name: "another stream", all: [series("a")], query: { most: 5, stream: "market_trade" }, expected: { total: 0, devices: [] } },
  ])("leaves out $name", async ({ all, query, expected }) => {
    expect(await devices(all, query)).toEqual(expected);
  });

  it("puts the gravest first, then the newest, and no more than asked for", async () => {
    const all = [series("old"), series("new", { anomalyStartMs: 9000 }), series("fading", { score: 0.8, anomalyStartMs: 9999 }), series("grave", { score: 0.999 }), series("info", { score: 0.92 })];
    expect(await devices(all, { most: 9 })).toEqual({ total: 5, devices: ["grave", "new", "old", "info", "fading"] });
    expect(await devices(all, { most: 2 })).toEqual({ total: 5, devices: ["grave", "new"] });
  });
});
