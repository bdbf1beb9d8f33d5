import type { PackFolder } from "../config/packs.ts";
import { readPackFolder } from "../config/packs.ts";
import { CONTROL_TICK } from "../contract/subjects.ts";
import type { FoldSettings } from "../pack/fold-text.ts";
import type { PackSpec } from "../pack/schema.ts";
import { readPack } from "../pack/read-pack.ts";
import { exampleSubject } from "./example-subject.ts";
import type { ExampleFile } from "./examples.ts";
import { WrittenMessageError, storedMessage } from "./message.ts";
import { seriesOf } from "./series-of.ts";
import { Trial } from "./trial.ts";
import type { EventShown, Verdict } from "./trial.ts";

/** What one message came to, as expected.yml says it; what is empty is left out. */
interface MessageResult {
  /** "" = none. */
  readonly stream: string;
  readonly events?: readonly object[];
  readonly rejected?: Readonly<Record<string, number>>;
  readonly filtered?: Readonly<Record<string, number>>;
  readonly late?: number;
}

/** What one example file came to. */
export interface FileResult {
  /** By line. */
  readonly messages: ReadonlyMap<number, MessageResult>;
  /** By `stream.measure{labels}`, after the last message and with all windows closed. */
  readonly series: Readonly<Record<string, object>>;
}

/** Store time of a first message that says none; each further one is a second later. */
const BEGIN_MS = Date.UTC(2026, 0, 1);
const STEP_MS = 1_000;
/** Longer than any window with its lateness: one tick so much later closes what is open, and being a jump shows no silence. */
const AFTERWARDS_MS = 30 * 86_400_000;

/** Folds each example file of a pack into a state of its own. The pack must be sound. Throws WrittenMessageError. */
export function tryExamples(pack: PackFolder, files: readonly ExampleFile[], settings: FoldSettings): ReadonlyMap<string, FileResult> {
  const text = readPackFolder(pack);
  const { spec } = readPack(text);
  const trial = (): Trial => new Trial({ packs: [text], settings });
  return new Map(files.map((file) => [file.name, tryFile(file, trial(), spec?.streams ?? {})]));
}

function tryFile(file: ExampleFile, trial: Trial, streams: PackSpec["streams"]): FileResult {
  const messages = new Map<number, MessageResult>();
  let storeTimeMs = BEGIN_MS - STEP_MS;
  let sequence = 0;
  for (const message of file.messages) {
    const subject = message.subject ?? subjectOf(file, message.line, streams);
    storeTimeMs = message.atMs ?? storeTimeMs + STEP_MS;
    messages.set(message.line, resultOf(trial.apply(storedMessage(message, { subject, sequence: ++sequence, storeTimeMs }))));
  }
  trial.apply({ subject: CONTROL_TICK, sequence: sequence + 1, storeTimeMs: storeTimeMs + AFTERWARDS_MS, storeTimeNs: 0, payload: new Uint8Array(), headers: undefined });
  return { messages, series: Object.fromEntries(seriesOf(trial.view).map(({ name, shown }) => [name, shown])) };
}

function subjectOf(file: ExampleFile, line: number, streams: PackSpec["streams"]): string {
  const stream = streams[file.stream];
  if (stream !== undefined) return exampleSubject(stream.subject);
  throw new WrittenMessageError(
    `examples/${file.name}:${line}: must say its subject, or stand in a file named after a stream: ${Object.keys(streams).map((name) => `${name}.jsonl`).join(", ")}`,
  );
}

function resultOf({ stream, records, rejected, filtered, late }: Verdict): MessageResult {
  const events = records.flatMap((record) => ("event" in record ? [eventResult(record.event)] : []));
  return {
    stream: stream?.name ?? "",
    ...(events.length === 0 ? {} : { events }),
    ...(Object.keys(rejected).length === 0 ? {} : { rejected }),
    ...(Object.keys(filtered).length === 0 ? {} : { filtered }),
    ...(late === 0 ? {} : { late }),
  };
}

function eventResult({ timeMs, id, ...named }: EventShown): object {
  const parts = Object.entries(named).filter(([, part]) => Object.keys(part).length > 0);
  return { time: new Date(timeMs).toISOString(), ...(id === "" ? {} : { id }), ...Object.fromEntries(parts) };
}
