import { describe, expect, it } from "@jest/globals";
import type { Fact } from "./fact.ts";
import type { IncidentKind } from "./incidents.ts";
import { happenings } from "./world.ts";
import type { Happening, WorldSettings } from "./world.ts";

const startMs = Date.UTC(2026, 0, 5, 12);
const HOUR_MS = 3_600_000;
const settings: WorldSettings = { seed: 1, run: "t", fromMs: startMs - HOUR_MS, startMs, scale: 1, scheduled: false, forced: [] };

function told(changes: Partial<WorldSettings> = {}, liveMs = 0): Happening[] {
  const all: Happening[] = [];
  for (const happening of happenings({ ...settings, ...changes })) {
    if (happening.atMs >= startMs + liveMs) break;
    all.push(happening);
  }
  return all;
}

function facts<Kind extends Fact["kind"]>(all: readonly Happening[], kind: Kind): Extract<Fact, { kind: Kind }>[] {
  return all.flatMap((happening) => ("fact" in happening && happening.fact.kind === kind ? [happening.fact as Extract<Fact, { kind: Kind }>] : []));
}

describe("the world", () => {
  const hour = told();

  it("is the same for the same seed and start", () => {
    expect(told()).toEqual(hour);
  });

  it("is another one for another seed", () => {
    expect(facts(told({ seed: 2 }), "order")).not.toEqual(facts(hour, "order"));
  });

  it("tells in the order of time", () => {
    expect(hour.every(({ atMs }, i) => i === 0 || atMs >= (hour[i - 1]?.atMs ?? 0))).toBe(true);
  });

  it("sells only what is paid for", () => {
    const paid = new Set(facts(hour, "payment").filter(({ outcome }) => outcome === "authorised").map(({ sale }) => sale.order));
    const orders = facts(hour, "order");
    expect(orders.length).toBeGreaterThan(300);
    expect(orders.filter(({ sale }) => !paid.has(sale.order))).toEqual([]);
  });

  it("takes from the warehouses what is sold, and nothing that is not there", () => {
    const movements = facts(hour, "movement");
    const sold = movements.filter(({ reason }) => reason === "sale").reduce((sum, { units }) => sum - units, 0);
    const ordered = facts(hour, "order").flatMap(({ sale }) => sale.lines).reduce((sum, { units }) => sum + units, 0);
    expect(sold).toBeLessThanOrEqual(ordered);
    expect(sold).toBeGreaterThan(ordered * 0.95);
    expect(Math.min(...movements.map(({ left }) => left))).toBeGreaterThanOrEqual(0);
  });

  it("orders anew what runs short, and gets it", () => {
    const deliveries = facts(hour, "movement").filter(({ reason }) => reason === "delivery");
    expect(facts(hour, "reorder").length).toBeGreaterThan(5);
    expect(deliveries.length).toBeGreaterThan(5);
  });

  it("gives refunds for orders of before", () => {
    const orders = new Set(facts(hour, "order").map(({ sale }) => sale.order));
    const refunds = facts(hour, "refund");
    expect(refunds.length).toBeGreaterThan(3);
    expect(refunds.filter(({ sale }) => !orders.has(sale.order))).toEqual([]);
  });

  it("is livelier on Saturday evening than on Tuesday morning", () => {
    const visits = (atMs: number): number => facts(told({ fromMs: atMs, startMs }, atMs + HOUR_MS - startMs), "visit").length;
    expect(visits(Date.UTC(2026, 0, 10, 13))).toBeGreaterThan(2 * visits(Date.UTC(2026, 0, 6, 1)));
  });
});

describe("an incident", () => {
  /** Two minutes from the beginning of an incident, against the same two minutes without. */
  const minutes = (kind: IncidentKind): Happening[] => told({ forced: [{ kind, afterMs: 0 }] }, 120_000).filter(({ atMs }) => atMs >= startMs);
  const usual = told({}, 120_000).filter(({ atMs }) => atMs >= startMs);
  const angry = (all: readonly Happening[]): number => facts(all, "post").filter(({ hashtag }) => hashtag === "service").length;
  const web = (all: readonly Happening[]): number => facts(all, "order").filter(({ sale }) => sale.channel === "web").length;
  const paise = (all: readonly Happening[]): number => Math.max(...facts(all, "order").map(({ sale }) => sale.paise));

  it("is told with its time and the streams that it touches", () => {
    const [first] = minutes("outage");
    expect(first).toMatchObject({ incident: { kind: "outage", startMs, endMs: startMs + 120_000, streams: expect.arrayContaining(["business_orders", "social_mentions"]) } });
  });

  it.each<{ name: string; kind: IncidentKind; more: (all: readonly Happening[]) => number; factor: number }>([
    { name: "an outage makes errors", kind: "outage", factor: 10, more: (all) => facts(all, "page").filter(({ status }) => status >= 500).length },
    { name: "an outage makes people angry", kind: "outage", factor: 3, more: angry },
    { name: "an outage halves web orders", kind: "outage", factor: 1.5, more: (all) => 100 / (1 + web(all)) },
    { name: "an outage is one of the database", kind: "outage", factor: 2, more: (all) => Math.max(...facts(all, "server").map(({ usage }) => usage * 10)) },
    { name: "a gateway that is down makes payment errors", kind: "gateway", factor: 5, more: (all) => facts(all, "payment").filter(({ outcome }) => outcome === "error").length },
    { name: "a campaign brings visits", kind: "campaign", factor: 2.5, more: (all) => facts(all, "page").length },
    { name: "fraud brings large orders", kind: "fraud", factor: 2, more: paise },
    { name: "a scan knocks at many ports", kind: "scan", factor: 20, more: (all) => facts(all, "probe").length },
    { name: "a loss takes stock without sale", kind: "loss", factor: 3, more: (all) => facts(all, "movement").filter(({ reason }) => reason === "loss").length },
  ])("$name", ({ kind, more, factor }) => {
    expect(more(minutes(kind))).toBeGreaterThanOrEqual(factor * Math.max(1, more(usual)));
  });

  it("comes by the plan, all kinds within half an hour, none in the past", () => {
    const incidents = told({ scheduled: true }, 2_000_000).flatMap((happening) => ("incident" in happening ? [happening.incident] : []));
    expect(new Set(incidents.map(({ kind }) => kind)).size).toBe(6);
    expect(Math.min(...incidents.map((incident) => incident.startMs))).toBeGreaterThanOrEqual(startMs + 90_000);
  });
});
