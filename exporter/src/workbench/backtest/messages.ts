import { CsvRows } from "../../formats/parts/csv-rows.ts";
import type { Clock } from "../../model/clock.ts";
import type { RawEvent } from "../../model/raw-event.ts";
import type { NatsLink } from "../../sources/nats/connect.ts";
import { readLogState } from "../../sources/nats/log-state.ts";
import { NatsError } from "../../sources/nats/nats-error.ts";
import { NatsLogReader } from "../../sources/nats/reader.ts";
import { openJetStream } from "../../sources/nats/server.ts";
import { rowChunks } from "../../sources/replay/chunks.ts";
import { readMessage, storedMessage } from "../message.ts";

/** Where messages come from: the log, by a reader of its own. */
export interface LogSource {
  readonly link: NatsLink;
  readonly clock: Clock;
  readonly stream: string;
}

/** Reads the log from its first message to the one that is its last now; a running Eddy notices nothing. Throws NatsError. */
export async function eachOfLog({ link, clock, stream }: LogSource, onEvent: (event: RawEvent) => void, onProgress: (done: number, all: number) => void): Promise<void> {
  const manager = await openJetStream(link.connection);
  const log = await readLogState(manager, stream);
  if (log.lastSequence < log.firstSequence) return;
  await new Promise<void>((resolve, reject) => {
    const reader = new NatsLogReader({
      link, manager, clock, stream, created: log.created, from: log.firstSequence,
      onRestart: () => undefined,
      onUnsure: (why) => { reject(new NatsError("settings", why)); },
    });
    reader.onEvents = (events) => {
      for (const event of events) if (event.sequence <= log.lastSequence) onEvent(event);
      const last = events.at(-1)?.sequence ?? 0;
      onProgress(Math.min(last, log.lastSequence) - log.firstSequence + 1, log.lastSequence - log.firstSequence + 1);
      if (last < log.lastSequence) return;
      resolve();
      void reader.close();
    };
    reader.start();
  });
}

/** How the rows of a file become messages. */
export interface FileSource {
  readonly file: string;
  /** Of rows that name none. */
  readonly subject: string;
  /** When the messages were stored, ms: not before what they tell of. */
  readonly storeMs: number;
}

/** What a file held. */
export interface FileCounts {
  readonly messages: number;
  /** Of these, messages that named no subject. */
  readonly unnamed: number;
}

/**
 * Reads a file (`.gz` unpacked) as if its lines had been published: of `.csv` each row as an object of JSON, else each line as it
 * is, or a message as `eddy explain-event` reads it, with subject and payload. Memory: one piece. Throws the system's errors.
 */
export async function eachOfFile({ file, subject, storeMs }: FileSource, onEvent: (event: RawEvent) => void, onProgress: (done: number) => void): Promise<FileCounts> {
  const isCsv = /\.csv(\.gz)?$/.test(file);
  const decoder = new TextDecoder();
  let columns: readonly string[] | undefined;
  let sequence = 0;
  let unnamed = 0;
  const hand = (text: string): void => {
    if (text.trim() === "") return;
    sequence++;
    const message = readMessage(text);
    if (message.subject === undefined) unnamed++;
    onEvent(storedMessage(message, { subject: message.subject ?? subject, sequence, storeTimeMs: message.atMs ?? storeMs }));
  };
  for await (const piece of rowChunks(file, isCsv ? "quoted" : "lines")) {
    const text = decoder.decode(piece);
    if (isCsv) columns = handRows(text, columns, hand);
    else text.split(/\r?\n/).forEach(hand);
    onProgress(sequence);
  }
  return { messages: sequence, unnamed };
}

/** Answers the columns, which the first piece names. */
function handRows(text: string, columns: readonly string[] | undefined, hand: (json: string) => void): readonly string[] | undefined {
  const rows = new CsvRows(text, ",");
  let known = columns;
  while (rows.next()) {
    if (known === undefined) known = [...rows.fields];
    else hand(JSON.stringify(Object.fromEntries(known.map((column, at) => [column, numberOf(rows.fields[at] ?? "")]))));
  }
  return known;
}

/** CSV knows text only; what is written as a number becomes one. */
function numberOf(text: string): string | number {
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : text;
}
