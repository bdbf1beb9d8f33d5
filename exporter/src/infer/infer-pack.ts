import { checkPlan } from "../pack/compile.ts";
import type { MappedShare, StreamFindings } from "./findings.ts";
import type { InferSettings } from "./infer-stream.ts";
import { inferStream, limitsOf } from "./infer-stream.ts";
import { mappedShare } from "./mapped-share.ts";
import type { SeenMessage } from "./sample.ts";
import { groupBySubject } from "./subjects.ts";
import { packName, freeName, wordsOf } from "./words.ts";
import { writePack } from "./write-pack.ts";

/** A pack that was found out, and how well it fits. */
export interface InferredPack {
  readonly pack: string;
  /** Text of its pack.yml. */
  readonly yaml: string;
  readonly streams: readonly StreamFindings[];
  readonly share: MappedShare;
}

/**
 * Writes a first pack for messages: streams by subject, each with format, time, id, labels and measures. The pack is compiled and
 * tried on the messages themselves. `seen` says in a few words what was watched. Seconds for a full sample.
 * @throws PackError if it can't be compiled, which would be a fault of this program
 */
export function inferPack(messages: readonly SeenMessage[], seen: string, settings: InferSettings): InferredPack {
  const first = messages[0]?.subject.split(".")[0] ?? "";
  const pack = packName(wordsOf(first), "events");
  const taken = new Set<string>();
  const streams = groupBySubject(messages, limitsOf(settings)).map((group) => inferStream(group, settings)).map((stream) => ({ ...stream, name: freeName(stream.name, taken) }));
  // By default a pack captures what lies below its name.
  const isBelow = streams.every(({ subject }) => subject.startsWith(`${pack}.`));
  const findings = { pack, seen, streams, captures: isBelow ? undefined : streams.map(({ subject }) => subject.replace(/\{\w+\}/g, "*")) };
  const { plan } = checkPlan({ packs: [{ name: pack, yaml: writePack(findings, undefined) }], settings: settings.fold });
  const share = mappedShare(plan, messages, settings.nowMs);
  return { pack, streams, share, yaml: writePack(findings, share) };
}
