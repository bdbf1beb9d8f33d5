import { TRUTH_PREFIX } from "eddy-exporter/contract";
import { DOMAINS } from "./domains/registry.ts";
import type { Domain } from "./domains/domain.ts";
import { Injector } from "./injections/injector.ts";
import type { Truth } from "./injections/injector.ts";
import type { Planned } from "./injections/schedule.ts";
import { Reporter } from "./reporter.ts";

/** What to simulate. Equal settings give equal messages, to the byte. */
export interface Settings {
  readonly seed: number;
  /** When the past ends and the live part begins, ms since 1970. */
  readonly startMs: number;
  /** Length of the past, ms; 0 = none. */
  readonly pastMs: number;
  /** Messages a second of the live part, of all sources together. */
  readonly rate: number;
  readonly counts: Readonly<Record<Domain["option"], number>>;
  /** Whether anomalies are injected by the schedule. */
  readonly scheduled: boolean;
  /** Injections besides. */
  readonly forced: readonly Planned[];
  /** By domain, up to when an earlier run has told it, ms since 1970: this run goes on from there. */
  readonly known?: ReadonlyMap<string, number>;
}

/** One message to be published; `body` is its JSON. */
export interface Message {
  readonly kind: "event" | "truth";
  readonly id: string;
  /** When it is due, ms since 1970: event time of an event. */
  readonly atMs: number;
  readonly subject: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A domain's reporter, and when it was switched on. */
interface Member {
  readonly domain: string;
  readonly fromMs: number;
  readonly reporter: Reporter;
}

/** How often a source reports in the past: often, while that makes few enough messages to be published in seconds. Each divides the windows of a minute. */
const PAST_STEPS_MS = [20_000, 30_000, 60_000] as const;
const PAST_MESSAGES = 20_000;

/** All messages in the order of their time: first the past, then the live part without end. Sources take turns. */
export function* simulate(settings: Settings): Generator<Message, void> {
  const { seed, startMs, pastMs } = settings;
  const members = DOMAINS.flatMap((domain) => {
    const fromMs = Math.max(startMs - pastMs, (settings.known?.get(domain.name) ?? -1) + 1);
    return domain.sources(settings.counts[domain.option], seed)
      .map((source): Member => ({ domain: domain.name, fromMs, reporter: new Reporter(source, seed, fromMs) }));
  });
  if (members.length === 0) return;
  const injector = new Injector(settings, members);
  // An id names one message of one run: a second run is not taken for a copy of the first.
  const run = `${seed}-${startMs.toString(36)}`;
  let count = 0;
  for (const { member, atMs } of turns(members, settings)) {
    const id = `${run}-${count++}`;
    if (atMs < member.fromMs) continue;
    const truth = injector.inject(member, atMs);
    if (truth !== undefined) yield truthMessage(`${id}-truth`, truth);
    const values = member.reporter.report(atMs);
    if (values === undefined) continue;
    const { subject, fields } = member.reporter.source;
    yield { kind: "event", id, atMs, subject, body: { id, time: iso(atMs), ...fields, ...values } };
  }
}

/** Who reports when: in the past all in one go at the end of each step, then one after the other at `rate` a second. */
function* turns(members: readonly Member[], { startMs, pastMs, rate }: Settings): Generator<{ member: Member; atMs: number }, never> {
  const stepMs = PAST_STEPS_MS.find((ms) => (pastMs / ms) * members.length <= PAST_MESSAGES) ?? PAST_STEPS_MS[2];
  const roundMs = (members.length * 1000) / rate;
  const steps = Math.floor(pastMs / stepMs);
  for (let step = 1 - steps; ; step++) {
    const endMs = step <= 0 ? step * stepMs : step * roundMs;
    const lengthMs = step <= 0 ? Math.min(stepMs, roundMs) : roundMs;
    for (const [i, member] of members.entries()) {
      yield { member, atMs: startMs + Math.round(endMs - lengthMs * (1 - i / members.length)) };
    }
  }
}

function truthMessage(id: string, truth: Truth): Message {
  const { startMs, endMs, ...told } = truth;
  return {
    kind: "truth", id, atMs: startMs, subject: `${TRUTH_PREFIX}.${truth.stream}`,
    body: { id, ...told, start: iso(startMs), end: iso(endMs) },
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
