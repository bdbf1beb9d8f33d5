import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { DOMAINS } from "./domains/registry.ts";
import type { CountOption } from "./domains/domain.ts";
import { INJECTION_KINDS } from "./injections/kinds.ts";
import type { Planned } from "./injections/schedule.ts";
import type { Login } from "./nats/connect.ts";
import type { PlannedIncident } from "./world/incident-plan.ts";
import { INCIDENT_KINDS } from "./world/incidents.ts";

/** What the command line asks for. */
export interface Options {
  readonly help: boolean;
  readonly counts: Readonly<Record<CountOption, number>>;
  /** Messages a second, > 0. */
  readonly rate: number;
  readonly seed: number;
  readonly nats: Login;
  readonly pastMs: number;
  /** How long to go on live, ms; undefined = until stopped. */
  readonly forMs: number | undefined;
  /** Fixed start for --print, ms since 1970. */
  readonly startMs: number;
  readonly scheduled: boolean;
  readonly forced: readonly Planned[];
  readonly incidents: readonly PlannedIncident[];
  readonly print: boolean;
  readonly json: boolean;
}

/** A wrong command line; the message says what and how. */
export class OptionError extends Error {
  override readonly name = "OptionError";
}

const TEXT = { type: "string" } as const;
const SWITCH = { type: "boolean" } as const;
const OPTIONS = {
  sensors: { ...TEXT, default: "5" }, users: { ...TEXT, default: "10" }, symbols: { ...TEXT, default: "20" },
  rate: { ...TEXT, default: "200" }, seed: { ...TEXT, default: "1" },
  "nats-url": TEXT, "nats-user": TEXT, "nats-password-file": TEXT, past: { ...TEXT, default: "2h" }, for: TEXT, start: { ...TEXT, default: "2026-01-01T00:00:00Z" },
  "no-injections": SWITCH, inject: { ...TEXT, multiple: true }, print: SWITCH, json: SWITCH, help: { ...SWITCH, short: "h" },
} as const;

/** Domains with sources that can be injected into. */
const REPORTING = DOMAINS.flatMap(({ name, reporters }) => (reporters === undefined ? [] : [name]));

/** Text of --help. */
export const HELP = `Usage: npm run simulate -- [options]

Publishes simulated sensors, feeds and market ticks to NATS, and the story of one shop: its visitors, sales, stock, logs,
network and what people write of it. First some hours of past, quickly, then live. Anomalies are injected into the live part
and incidents befall the shop; what, when and where is told on eddy.truth.> (JetStream stream EDDY_TRUTH).

  --sensors N         sensors, with a machine for every second one (5)
  --users N           users whose feeds are followed (10)
  --symbols N         symbols of the stock market (20)
  --rate N            messages a second of all together (200); the shop makes some 6 of them, less below 200
  --seed N            the same seed gives the same messages (1)
  --nats-url URL      server, several separated by commas ($EDDY_NATS_URL, else nats://127.0.0.1:4222)
  --nats-user NAME    with --nats-password-file FILE, where NATS asks for them
  --past TIME         how much past to begin with: 0s, 30m, 2h (2h)
  --for TIME          stop after this long of the live part
  --no-injections     no anomalies and incidents but those of --inject
  --inject KIND@TIME[:DOMAIN]
                      one anomaly at this time of the live part, in one of ${REPORTING.join(", ")}; may be repeated
                      (${INJECTION_KINDS.join(", ")});
                      or an incident of the shop, without domain (${INCIDENT_KINDS.join(", ")})
  --json              print each injected anomaly and incident as a line of JSON
  --print             print all messages as lines of JSON as fast as possible instead of publishing them,
                      60 s of the live part unless --for says otherwise
  --start TIME        start of the live part with --print (2026-01-01T00:00:00Z)

Examples:
  npm run simulate -- --rate 50 --seed 7
  npm run simulate -- --print --past 0s --for 10s
  npm run simulate -- --inject spike@10s:iot --inject outage@30s --json
`;

/** Reads the command line; throws an OptionError. */
export function readOptions(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const values = parse(argv);
  const print = values.print ?? false;
  return {
    help: values.help ?? false,
    counts: { sensors: whole("sensors", values.sensors), users: whole("users", values.users), symbols: whole("symbols", values.symbols) },
    rate: positive("rate", values.rate),
    seed: whole("seed", values.seed),
    nats: {
      url: values["nats-url"] ?? env["EDDY_NATS_URL"] ?? "nats://127.0.0.1:4222",
      user: values["nats-user"],
      password: values["nats-password-file"] === undefined ? undefined : secret(values["nats-password-file"]),
    },
    pastMs: duration("past", values.past),
    forMs: values.for === undefined ? (print ? 60_000 : undefined) : duration("for", values.for),
    startMs: instant(values.start),
    scheduled: values["no-injections"] !== true,
    ...deeds(values.inject ?? []),
    print,
    json: values.json ?? false,
  };
}

function parse(argv: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"] {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new OptionError(`${error instanceof Error ? error.message : String(error)}; --help shows all options`);
  }
}

function secret(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new OptionError(`--nats-password-file must be a file that can be read, got ${path} (${error instanceof Error ? error.message : String(error)})`);
  }
}

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new OptionError(`--${name} must be a whole number of 0 or more, got ${text}`);
  return Number(text);
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1_000_000)) throw new OptionError(`--${name} must be a number above 0 and up to 1000000, got ${text}`);
  return value;
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function duration(name: string, text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit ?? ""];
  if (unitMs === undefined) throw new OptionError(`--${name} must be a time such as 90s, 30m or 2h, got ${text}`);
  return Number(amount) * unitMs;
}

function instant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new OptionError(`--start must be a time such as 2026-01-01T00:00:00Z, got ${text}`);
  return ms;
}

const DEED = /^([a-z]+)@([^:]+)(?::([a-z]+))?$/;

/** What --inject asks for: anomalies of single sources, incidents of the shop. */
function deeds(texts: readonly string[]): Pick<Options, "forced" | "incidents"> {
  const forced: Planned[] = [];
  const incidents: PlannedIncident[] = [];
  for (const text of texts) {
    const [, name, time = "", domain] = DEED.exec(text) ?? [];
    const kind = INJECTION_KINDS.find((known) => known === name);
    const incident = INCIDENT_KINDS.find((known) => known === name);
    if (kind !== undefined && (domain === undefined || REPORTING.includes(domain))) forced.push({ kind, afterMs: duration("inject", time), domain });
    else if (incident !== undefined && domain === undefined) incidents.push({ kind: incident, afterMs: duration("inject", time) });
    else throw new OptionError(`--inject must be KIND@TIME[:DOMAIN] such as spike@10s:iot or outage@30s, got ${text}; --help shows kinds and domains`);
  }
  return { forced, incidents };
}
