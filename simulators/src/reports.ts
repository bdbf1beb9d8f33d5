import { DOMAINS } from "./domains/registry.ts";
import { Injector } from "./injections/injector.ts";
import { toldMessage, truthMessage } from "./message.ts";
import type { Message } from "./message.ts";
import { Reporter } from "./reporter.ts";
import type { Settings } from "./settings.ts";

/** A domain's reporter, and when it was switched on. */
interface Member {
  readonly domain: string;
  readonly fromMs: number;
  readonly reporter: Reporter;
}

/** How often a source reports in the past: often, while that makes few enough messages to be published in seconds. Each divides the windows of a minute. */
const PAST_STEPS_MS = [20_000, 30_000, 60_000] as const;
const PAST_MESSAGES = 20_000;

/** What all sources report, `rate` messages a second of all together, with injections into the live part. Sources take turns. */
export function* reports(settings: Settings, run: string, rate: number): Generator<Message, void> {
  const members = membersOf(settings);
  if (members.length === 0) return;
  const injector = new Injector(settings, members);
  let count = 0;
  for (const { member, atMs } of turns(members, settings, rate)) {
    const id = `${run}-${count++}`;
    if (atMs < member.fromMs) continue;
    const truth = injector.inject(member, atMs);
    if (truth !== undefined) yield truthMessage(`${id}-truth`, truth.stream, { ...truth, streams: [truth.stream] });
    const values = member.reporter.report(atMs);
    if (values === undefined) continue;
    const { subject, fields, fieldsAt } = member.reporter.source;
    yield toldMessage({ id, atMs, subject, body: { ...fields, ...fieldsAt?.(atMs), ...values } });
  }
}

function membersOf({ seed, counts, startMs, pastMs, known }: Settings): Member[] {
  return DOMAINS.flatMap(({ name, reporters }) => {
    if (reporters === undefined) return [];
    const fromMs = Math.max(startMs - pastMs, (known?.get(name) ?? -1) + 1);
    return reporters.sources(counts[reporters.option], seed).map((source): Member => ({ domain: name, fromMs, reporter: new Reporter(source, seed, fromMs) }));
  });
}

/**
 * Who reports when: in the past all in one go at the end of each step, then one after the other at `rate` a second. Steps end
 * on full minutes and parts of them, so that no window holds a whole step of the past and what is live besides.
 */
function* turns(members: readonly Member[], { startMs, pastMs }: Settings, rate: number): Generator<{ member: Member; atMs: number }, never> {
  const stepMs = PAST_STEPS_MS.find((ms) => (pastMs / ms) * members.length <= PAST_MESSAGES) ?? PAST_STEPS_MS[2];
  const roundMs = (members.length * 1000) / rate;
  const steps = Math.floor(pastMs / stepMs);
  const liveMs = steps === 0 ? startMs : Math.floor(startMs / stepMs) * stepMs;
  for (let step = 1 - steps; ; step++) {
    const endMs = step <= 0 ? step * stepMs : step * roundMs;
    const lengthMs = step <= 0 ? Math.min(stepMs, roundMs) : roundMs;
    for (const [i, member] of members.entries()) {
      yield { member, atMs: liveMs + Math.round(endMs - lengthMs * (1 - i / members.length)) };
    }
  }
}
