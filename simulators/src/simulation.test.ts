import { describe, expect, it } from "@jest/globals";
import type { Message } from "./message.ts";
import { simulate } from "./simulation.ts";
import type { Settings } from "./settings.ts";

const startMs = Date.UTC(2026, 0, 5, 12);
const settings: Settings = {
  seed: 1, startMs, pastMs: 1_200_000, rate: 200, counts: { sensors: 5, users: 10, symbols: 20 }, scheduled: true, forced: [], incidents: [],
};

/** All messages up to `liveMs` after going live. */
function messages(changes: Partial<Settings>, liveMs: number): Message[] {
  const all: Message[] = [];
  for (const message of simulate({ ...settings, ...changes })) {
    if (message.atMs >= startMs + liveMs) break;
    all.push(message);
  }
  return all;
}

/** What a message says under a name. */
function field({ body }: Message, name: string): unknown {
  return typeof body === "string" ? undefined : body[name];
}

const truths = (all: readonly Message[]): Message[] => all.filter(({ kind }) => kind === "truth");
const events = (all: readonly Message[]): Message[] => all.filter(({ kind }) => kind === "event");

describe("simulate", () => {
  it("gives the same messages for the same seed", () => {
    expect(JSON.stringify(messages({}, 60_000))).toBe(JSON.stringify(messages({}, 60_000)));
  });

  it("gives other values for another seed", () => {
    const values = (seed: number): unknown[] => messages({ seed }, 0).map((message) => field(message, "temperature"));
    expect(values(2)).not.toEqual(values(1));
  });

  it("gives each event an id of its own, in the order of time", () => {
    const all = events(messages({}, 30_000));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.every((message, i) => i === 0 || message.atMs >= (all[i - 1]?.atMs ?? 0))).toBe(true);
  });

  it("keeps to the rate when live", () => {
    const live = events(messages({ pastMs: 0, scheduled: false }, 60_000));
    expect(Math.abs(live.length / (200 * 60) - 1)).toBeLessThan(0.05);
  });

  it("regression: the minute in which it goes live has no more than any other", () => {
    const seamMs = startMs + 52_000;
    const volumes = new Map<number, number>();
    for (const message of simulate({ ...settings, startMs: seamMs, rate: 20, scheduled: false })) {
      if (message.atMs >= startMs + 180_000) break;
      const minute = Math.floor((message.atMs - startMs) / 60_000);
      if (message.subject.startsWith("market.ticks.")) volumes.set(minute, (volumes.get(minute) ?? 0) + Number(field(message, "volume")));
    }
    const usual = volumes.get(-5) ?? 0;
    for (const minute of [-1, 0, 1, 2]) expect(Math.abs((volumes.get(minute) ?? 0) / usual - 1)).toBeLessThan(0.06);
  });

  it.each([
    { name: "the usual counts", counts: settings.counts },
    { name: "many symbols", counts: { sensors: 0, users: 0, symbols: 500 } },
  ])("gives each source at least 100 messages of past for $name", ({ counts }) => {
    const bySubject = new Map<string, number>();
    const reports = events(messages({ counts, pastMs: 7_200_000 }, 0)).filter(({ subject }) => /^(iot|market|social.posts)\./.test(subject));
    for (const { subject } of reports) bySubject.set(subject, (bySubject.get(subject) ?? 0) + 1);
    expect(Math.min(...bySubject.values())).toBeGreaterThanOrEqual(100);
    expect([...bySubject.values()].reduce((sum, n) => sum + n, 0)).toBeLessThan(80_000);
  });

  it("leaves the sensors as they are when symbols are added", () => {
    const first = (symbols: number): unknown =>
      events(messages({ counts: { ...settings.counts, symbols } }, 0)).filter(({ subject }) => subject === "iot.sensor.s01").map((message) => field(message, "temperature"))[0];
    expect(first(20)).toEqual(expect.any(Number));
    expect(first(40)).toBe(first(20));
  });

  it("goes on from where an earlier run ended, totals from zero", () => {
    const knownMs = startMs - 60_000;
    const all = events(messages({ pastMs: 7_200_000, known: new Map([["iot", knownMs]]) }, 0));
    const machine = all.filter(({ subject }) => subject === "iot.machine.m01");
    expect(machine).toHaveLength(3);
    expect(machine[0]?.atMs).toBeGreaterThan(knownMs);
    expect(Number(machine.map((message) => field(message, "energy"))[0])).toBeLessThan(4000 * 20 * 1.5);
    expect(all.filter(({ subject }) => subject === "market.ticks.ACME")).toHaveLength(360);
  });

  it("tells amounts alike in the past and live", () => {
    const perSecond = (from: number, to: number): number => {
      const sold = events(messages({ scheduled: false }, to)).filter(({ subject, atMs }) => subject === "market.ticks.ACME" && atMs > startMs + from);
      return sold.reduce((sum, message) => sum + Number(field(message, "volume")), 0) / ((to - from) / 1000);
    };
    const past = perSecond(-600_000, 0);
    expect(Math.abs(perSecond(0, 60_000) - past) / past).toBeLessThan(0.1);
  });
});

describe("injections", () => {
  it("begin with a spike 10 to 15 s after going live and bring one each minute or so", () => {
    const spikes = truths(messages({}, 600_000)).filter((message) => field(message, "kind") === "spike").map(({ atMs }) => atMs - startMs);
    expect(spikes[0]).toBeGreaterThanOrEqual(10_000);
    expect(spikes[0]).toBeLessThan(15_000);
    const gaps = spikes.slice(1).map((at, i) => at - (spikes[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(75_000);
  });

  it("are of all kinds within six minutes, an incident among them", () => {
    const kinds = new Set(truths(messages({}, 360_000)).map((message) => field(message, "kind")));
    expect([...kinds].sort()).toEqual(["burst", "drift", "dropout", "outage", "shift", "spike", "stuck"]);
  });

  it("leave the past alone, and everything if there are none", () => {
    expect(truths(messages({}, 0))).toEqual([]);
    expect(truths(messages({ scheduled: false }, 120_000))).toEqual([]);
  });

  it("can be forced, at a time into a domain", () => {
    const [truth] = truths(messages({ scheduled: false, forced: [{ kind: "burst", afterMs: 5_000, domain: "market" }] }, 10_000));
    expect(truth).toMatchObject({ subject: "eddy.truth.market_ticks", body: { kind: "burst", measure: "volume", start: expect.stringMatching(/^2026-01-05T12:00:05/) } });
  });
});
