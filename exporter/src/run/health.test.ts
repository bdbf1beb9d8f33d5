import { describe, expect, it } from "@jest/globals";
import { FakeClock } from "../model/fake-clock.ts";
import { Health } from "./health.ts";
import type { PartState } from "./health.ts";

type Status = PartState["status"];

describe("health", () => {
  it.each<{ parts: Status[]; expected: Status }>([
    { parts: [], expected: "ok" },
    { parts: ["ok", "ok"], expected: "ok" },
    { parts: ["ok", "starting"], expected: "starting" },
    { parts: ["failing", "starting"], expected: "failing" },
    { parts: ["ok", "failing"], expected: "failing" },
  ])("of parts $parts is $expected", ({ parts, expected }) => {
    const health = new Health(new FakeClock(), "1.2.3", Object.fromEntries(parts.map((status, i) => [`part${i}`, () => ({ status, why: "" })])));
    expect(health.report()).toMatchObject({ status: expected, version: "1.2.3" });
  });

  it("says since when each part stands as it does, whatever the reason in words", () => {
    const clock = new FakeClock(Date.UTC(2026, 2, 1));
    let state: PartState = { status: "ok", why: "0 behind" };
    const health = new Health(clock, "", { log: () => state, nats: () => ({ status: "ok", why: "connected" }) });
    const since = (): string[] => health.report().parts.map((part) => `${part.name} ${part.status} ${part.since.slice(11, 19)}`);
    expect(since()).toEqual(["log ok 00:00:00", "nats ok 00:00:00"]);
    clock.pass(5_000);
    state = { status: "ok", why: "3 behind" };
    expect(since()).toEqual(["log ok 00:00:00", "nats ok 00:00:00"]);
    state = { status: "failing", why: "gone" };
    expect(since()).toEqual(["log failing 00:00:05", "nats ok 00:00:00"]);
    clock.pass(5_000);
    expect(since()).toEqual(["log failing 00:00:05", "nats ok 00:00:00"]);
    state = { status: "ok", why: "back" };
    expect(since()).toEqual(["log ok 00:00:10", "nats ok 00:00:00"]);
  });
});
