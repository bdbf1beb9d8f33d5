import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { LOG_STREAM } from "eddy-exporter/contract";
import { pause } from "../child-server.ts";
import { NpmStart } from "../system/npm-start.ts";
import { Prometheus } from "../system/prometheus.ts";

const SET_UP_MS = 300_000;

/** The demo as `npm start` runs it, and where its parts answer. */
export interface Demo {
  readonly start: NpmStart;
  readonly prometheus: Prometheus;
  /** Base addresses, without `/` at the end. */
  readonly urls: { readonly prometheus: string; readonly alertmanager: string; readonly mailbox: string; readonly exporter: string };
  /** When everything ran, ms since 1970. */
  readonly readyMs: number;
}

/** Quiet: what this machine does meanwhile must raise no alert. */
const QUIET_DEMO = ["--rate", "20", "--no-injections", "--no-system"];

/** With the machine's own metrics and nothing besides. */
export const SYSTEM_DEMO: readonly string[] = ["--only", "nats,exporter,prometheus"];

/** Runs `use` on a demo started with `flags`, by default without injections and without the machine's own metrics; it is gone afterwards. */
export async function withDemo<T>(use: (demo: Demo) => Promise<T>, flags: readonly string[] = QUIET_DEMO): Promise<T> {
  const start = new NpmStart({ flags: [...flags] });
  try {
    await start.ready(SET_UP_MS);
    const url = (port: number): string => `http://127.0.0.1:${start.port(port)}`;
    return await use({
      start,
      prometheus: new Prometheus(start.port(9090)),
      urls: { prometheus: url(9090), alertmanager: url(9093), mailbox: url(10334), exporter: url(10333) },
      readyMs: Date.now(),
    });
  } finally {
    await start.remove();
  }
}

/** Publishes an event as a user does; resolves with when the log stored it, ms since 1970. */
export async function publishByHand(start: NpmStart, subject: string, event: object): Promise<number> {
  await start.shell(`npx eddy pub ${subject} '${JSON.stringify(event)}'`);
  const connection = await connect({ servers: start.natsUrl });
  try {
    const stored = await (await jetstreamManager(connection)).streams.getMessage(LOG_STREAM, { last_by_subj: subject });
    if (stored === null) throw new Error(`${subject} is not in the log`);
    return stored.time.getTime();
  } finally {
    await connection.close();
  }
}

/** Asks again and again until the answer is not undefined; undefined after `limitMs`. What fails meanwhile is asked again. */
export async function ask<T>(question: () => Promise<T | undefined>, limitMs: number): Promise<T | undefined> {
  const deadlineMs = Date.now() + limitMs;
  for (;;) {
    const answer = await question().catch(() => undefined);
    if (answer !== undefined || Date.now() > deadlineMs) return answer;
    await pause(100);
  }
}

/** JSON of an address; rejects unless it answers 200. */
export async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.json();
}
