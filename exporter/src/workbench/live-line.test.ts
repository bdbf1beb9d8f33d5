import { describe, expect, it } from "@jest/globals";
import type { Rejection } from "../model/rejection.ts";
import { liveJson, liveLine } from "./live-line.ts";
import type { LiveRecord } from "./tail.ts";

const AT_MS = Date.UTC(2026, 2, 1);
const rejection: Rejection = { reason: "bad_type", detail: "$.level must be a number" };

function live(parts: Partial<LiveRecord>): LiveRecord {
  return {
    event: { subject: "iot.sensor.s1", sequence: 7, storeTimeMs: AT_MS, storeTimeNs: 0, payload: new Uint8Array(), headers: undefined },
    stream: "iot_sensor",
    record: { event: { timeMs: AT_MS, id: "a", labels: { device: "s1" }, values: { level: 2.5, load: 1 }, keep: {} } },
    filtered: {},
    scores: {},
    reasons: {},
    ...parts,
  };
}

describe("liveLine", () => {
  it.each([
    { name: "a series that warms up", parts: {}, expected: "iot_sensor{device=\"s1\"} level=2.5 load=1 warming up" },
    { name: "the highest score", parts: { scores: { level: 0.5, load: 0.7 } }, expected: "iot_sensor{device=\"s1\"} level=2.5 load=1 score 0.700" },
    { name: "why it is high", parts: { scores: { level: 0.97, load: 0.1 }, reasons: { level: { kind: "stuck", figures: {}, sentence: "2.5 for 90 events" } } }, expected: "iot_sensor{device=\"s1\"} level=2.5 load=1 warning 0.970 level: 2.5 for 90 events" },
    { name: "a duplicate", parts: { filtered: { duplicates: 1 } }, expected: "iot_sensor{device=\"s1\"} level=2.5 load=1 warming up duplicates: 1" },
    { name: "a rejection", parts: { record: { rejection } }, expected: "iot_sensor rejected: bad_type $.level must be a number" },
    { name: "a subject without a stream", parts: { stream: undefined, record: { rejection } }, expected: "iot.sensor.s1 rejected: bad_type $.level must be a number" },
  ])("tells of $name", ({ parts, expected }) => {
    expect(liveLine(live(parts), false)).toBe(`2026-03-01T00:00:00.000Z ${expected}`);
  });

  it.each([
    { score: 0.5, colour: "\u001b[32m", word: "score" },
    { score: 0.9, colour: "\u001b[33m", word: "info" },
    { score: 0.95, colour: "\u001b[31m", word: "warning" },
    { score: 0.99, colour: "\u001b[1m\u001b[31m", word: "critical" },
  ])("colours $score", ({ score, colour, word }) => {
    expect(liveLine(live({ scores: { level: score } }), true)).toContain(`${colour}${word} ${score.toFixed(3)}`);
  });
});

describe("liveJson", () => {
  it.each([
    { name: "an event", parts: { scores: { level: 0.5 } }, expected: { time: "2026-03-01T00:00:00.000Z", id: "a", labels: { device: "s1" }, values: { level: 2.5, load: 1 }, keep: {}, filtered: {}, scores: { level: 0.5 }, reasons: {} } },
    { name: "a rejection", parts: { record: { rejection } }, expected: { rejected: "bad_type", detail: "$.level must be a number" } },
  ])("holds $name", ({ parts, expected }) => {
    expect(JSON.parse(liveJson(live(parts)))).toEqual({ subject: "iot.sensor.s1", sequence: 7, stored: "2026-03-01T00:00:00.000Z", stream: "iot_sensor", ...expected });
  });
});
