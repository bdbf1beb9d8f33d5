import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readMailbox } from "../alerts.ts";
import { NpmStart, isAlive } from "./npm-start.ts";
import { Prometheus } from "./prometheus.ts";

const SET_UP_MS = 300_000;
const MINUTE_MS = 60_000;
const ROUND = 120_000;
/** After its past some 45 % of the series are strange for a few minutes: of eight there is all but surely one that is not. */
const SPIKES = 8;

/** What the simulators print of an injected anomaly. */
interface Truth {
  readonly kind: string;
  readonly stream: string;
  readonly measure: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly start: string;
}

/** What Prometheus tells of its rules. */
interface Rules {
  readonly data: { readonly groups: readonly { readonly rules: readonly { readonly name: string; readonly health: string; readonly annotations?: { readonly runbook_url: string } }[] }[] };
}

/** The injected spikes of one domain that the simulators have told of so far. */
function spikes(data: string, domain: string): Truth[] {
  const lines = readFileSync(join(data, "logs/simulators.log"), "utf8").split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line) as Truth).filter(({ kind, stream }) => kind === "spike" && stream.startsWith(`${domain}_`));
}

function selector({ stream, measure, labels }: Truth): string {
  return Object.entries({ stream, measure, ...labels }).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(",");
}

describe("npm start", () => {
  let start: NpmStart;
  let prometheus: Prometheus;

  beforeAll(async () => {
    // No others, late enough that the past is published before them: until then what is live comes late.
    const injected = Array.from({ length: SPIKES }, (_, i) => ["--inject", `spike@${75 + i}s:iot`]).flat();
    start = new NpmStart({ flags: ["--seed", "2", "--no-injections", ...injected] });
    await start.ready(SET_UP_MS);
    prometheus = new Prometheus(start.port(9090));
  }, SET_UP_MS);

  afterAll(() => start.remove(), MINUTE_MS);

  it("shows a table with commands that carry the port offset", () => {
    expect(start.output).toContain(`EDDY_NATS_URL=${start.natsUrl} npx eddy pub iot.sensor.mine`);
    expect(start.output).toContain(`http://127.0.0.1:${start.port(9090)}/graph?g0.expr=`);
    expect(start.output).toContain(`Mailbox      http://127.0.0.1:${start.port(10334)}/`);
  });

  it("brings the heartbeat of the alerts to the mailbox, and evaluates every rule", async () => {
    const mailbox = `http://127.0.0.1:${start.port(10334)}`;
    // What fires before Prometheus has found Alertmanager is sent again after a minute.
    const deadlineMs = Date.now() + 1.5 * MINUTE_MS;
    while ((await readMailbox(mailbox)).heartbeat_age_seconds === null && Date.now() < deadlineMs) await sleep(200);
    expect((await readMailbox(mailbox)).heartbeat_age_seconds).toBeLessThan(30);
    const { groups } = ((await (await fetch(`http://127.0.0.1:${start.port(9090)}/api/v1/rules`)).json()) as Rules).data;
    expect(groups.flatMap(({ rules }) => rules).filter(({ health }) => health === "err")).toEqual([]);
    expect(groups.length).toBeGreaterThan(3);
    const lowStock = groups.flatMap(({ rules }) => rules).find(({ name }) => name === "LowStock");
    expect(lowStock?.annotations?.runbook_url).toBe(`http://127.0.0.1:${start.port(10333)}/runbooks/LowStock.md`);
  }, ROUND);

  // The machine's own metrics have no past: they may stand still and warm up.
  const domains = [
    { domain: "system", moving: 0, ready: 0 },
    { domain: "iot", moving: 0.5, ready: 0.5 },
    { domain: "social", moving: 0.5, ready: 0.5 },
    { domain: "market", moving: 0.5, ready: 0.5 },
  ];
  it.each(domains)("shows live scores of $domain within a minute", async ({ domain, moving, ready }) => {
    const of = `{stream=~"${domain}(_.+)?"}`;
    const deadlineMs = start.installedMs + MINUTE_MS;
    const scores = await prometheus.valueOnce(`count(eddy_anomaly_score${of})`, (value) => value >= 3, deadlineMs);
    expect(scores).toBeGreaterThanOrEqual(3);
    const share = `(count(changes(eddy_anomaly_score${of}[1m]) > 0) or vector(0)) / count(eddy_anomaly_score${of})`;
    expect(await prometheus.valueOnce(share, (value) => value > moving, deadlineMs)).toBeGreaterThanOrEqual(moving);
    // A detector that warms up expects nothing yet.
    const judged = `(count(eddy_anomaly_expected${of}) or vector(0)) / count(eddy_anomaly_score${of})`;
    expect(await prometheus.valueOnce(judged, (value) => value > ready, deadlineMs)).toBeGreaterThanOrEqual(ready);
  }, ROUND);

  it("makes a series of an event published by hand within 3 s", async () => {
    await start.shell(`npx eddy pub iot.sensor.mine '{"temperature": 21.5}'`);
    const query = 'eddy_iot_sensor_temperature_celsius{device="mine"}';
    expect(await prometheus.valueOnce(query, (value) => value === 21.5, Date.now() + 3_000)).toBe(21.5);
  }, ROUND);

  it("shows an injected spike within 3 s and for 15 s", async () => {
    const deadlineMs = start.installedMs + 1.5 * ROUND;
    while (spikes(start.data, "iot").length < SPIKES && Date.now() < deadlineMs) await sleep(200);
    const injected = spikes(start.data, "iot");
    expect(injected).toHaveLength(SPIKES);
    await sleep(Math.max(0, Math.max(...injected.map((spike) => Date.parse(spike.start))) + 16_000 - Date.now()));
    const told = await Promise.all(injected.map(async (spike) => {
      const score = `eddy_anomaly_score{${selector(spike)}}`;
      const at = (afterMs: number): Promise<number> => prometheus.value(score, Date.parse(spike.start) + afterMs);
      return { before: await at(-1_000), soon: await at(3_000), later: await at(15_000) };
    }));
    // A series that was strange already shows no spike.
    const quiet = told.filter(({ before }) => before < 0.9);
    expect(quiet.length).toBeGreaterThan(0);
    expect(quiet.filter(({ soon, later }) => soon < 0.9 || later < 0.9)).toEqual([]);
  }, 2 * ROUND);

  it("ends all of it on Ctrl-C, and goes on from there", async () => {
    const total = 'eddy_events_received_total{stream="iot_sensor"}';
    const before = await prometheus.value(total);
    const pids = [...start.children().values()];
    expect(pids).toHaveLength(6);
    expect(await start.interrupt()).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(join(start.data, "lock"))).toBe(false);

    const second = new NpmStart({ data: start.data, flags: ["--no-simulators"] });
    try {
      await second.ready(MINUTE_MS);
      const again = new Prometheus(second.port(9090));
      const after = await again.valueOnce(total, (value) => !Number.isNaN(value), Date.now() + 10_000);
      expect(after).toBeGreaterThanOrEqual(before);
      expect(await again.value('eddy_iot_sensor_temperature_celsius{device="mine"}')).toBe(21.5);
      expect([...second.children().keys()]).toEqual(["nats", "mailbox", "exporter", "alertmanager", "prometheus"]);
    } finally {
      await second.interrupt();
    }
  }, ROUND);

  it("says in one sentence why it can't start", async () => {
    const first = new NpmStart({ flags: ["--only", "nats"] });
    try {
      await first.ready(MINUTE_MS);
      const second = new NpmStart({ data: first.data });
      expect(await second.ended()).toBe(1);
      expect(second.output).toContain(`${first.data} is in use by another npm start`);
      await first.shell(`kill -9 ${first.children().get("nats") ?? ""}`);
      expect(await first.ended()).toBe(1);
      expect(first.output).toContain("nats ended by itself (signal SIGKILL)");
    } finally {
      await first.remove();
    }
  }, ROUND);
});
