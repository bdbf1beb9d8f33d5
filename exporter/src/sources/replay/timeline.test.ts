import { describe, expect, it } from "@jest/globals";
import { timeline } from "./timeline.ts";
import type { Timing } from "./timeline.ts";

const startMs = 1_000_000;
const span = { firstMs: 100, lastMs: 700 };

describe("timeline", () => {
  it.each<{ name: string; timing: Timing; due: number[]; events: number[] }>([
    { name: "to the present at full speed ends there", timing: { time: "now", speed: Infinity }, due: [startMs, startMs], events: [startMs - 600, startMs] },
    { name: "to the present at a speed goes on from there", timing: { time: "now", speed: 60 }, due: [startMs, startMs + 10], events: [startMs, startMs + 10] },
    { name: "original at full speed waits for nothing", timing: { time: "original", speed: Infinity }, due: [startMs, startMs], events: [100, 700] },
    { name: "original at a speed waits, times as recorded", timing: { time: "original", speed: 2 }, due: [startMs, startMs + 300], events: [100, 700] },
  ])("$name", ({ timing, due, events }) => {
    const times = timeline(timing, span, startMs);
    expect([span.firstMs, span.lastMs].map((ms) => times.dueMs(ms))).toEqual(due);
    expect([span.firstMs, span.lastMs].map((ms) => times.eventMs(ms))).toEqual(events);
  });
});
