import { describe, expect, it } from "@jest/globals";
import { readinessOf } from "./readiness.ts";

describe("readinessOf", () => {
  it.each([
    { name: "a detector that warms up", isReady: false, silentMs: 0, intervalMs: 1000, expected: "warming" },
    { name: "one that warms up and waits", isReady: false, silentMs: 1e9, intervalMs: 1000, expected: "warming" },
    { name: "a fast series after five minutes", isReady: true, silentMs: 300_000, intervalMs: 1000, expected: "ready" },
    { name: "a fast series after more", isReady: true, silentMs: 300_001, intervalMs: 1000, expected: "stale" },
    { name: "an hourly series after three hours", isReady: true, silentMs: 10_800_000, intervalMs: 3_600_000, expected: "ready" },
    { name: "an hourly series after more", isReady: true, silentMs: 10_800_001, intervalMs: 3_600_000, expected: "stale" },
  ])("tells of $name: $expected", ({ isReady, silentMs, intervalMs, expected }) => {
    expect(readinessOf(isReady, silentMs, intervalMs)).toBe(expected);
  });
});
