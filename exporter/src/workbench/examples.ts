import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { PackFolder } from "../config/packs.ts";
import { WrittenMessageError, readMessage } from "./message.ts";
import type { WrittenMessage } from "./message.ts";

/** One message of an example file. */
interface ExampleMessage extends WrittenMessage {
  /** Line of the file, from 1. */
  readonly line: number;
}

/** One file of a pack's folder `examples`. */
export interface ExampleFile {
  /** `sensor.jsonl` */
  readonly name: string;
  /** What stands before the first point: the stream of messages that say no subject. */
  readonly stream: string;
  readonly messages: readonly ExampleMessage[];
}

/** A message for each line; in files of any other kind the whole file is one message. */
const BY_LINE = [".jsonl", ".log", ".txt"];

/** Example files of a pack, sorted by name; none if it has no folder `examples`. Throws WrittenMessageError with file and line. */
export function readExamples({ folder }: PackFolder): ExampleFile[] {
  const directory = join(folder, "examples");
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((name) => name !== EXPECTED_FILE).sort().map((name) => {
    const text = readFileSync(join(directory, name), "utf8");
    const pieces = BY_LINE.some((ending) => name.endsWith(ending)) ? text.split(/\r?\n/) : [text];
    const messages = pieces.flatMap((piece, at) => (piece === "" ? [] : [{ line: at + 1, ...read(piece, name, at + 1) }]));
    return { name, stream: name.split(".", 1).join(), messages };
  });
}

/** What the examples are expected to come to, in the same folder. */
export const EXPECTED_FILE = "expected.yml";

function read(text: string, file: string, line: number): WrittenMessage {
  try {
    return readMessage(text);
  } catch (thrown) {
    if (!(thrown instanceof WrittenMessageError)) throw thrown;
    throw new WrittenMessageError(`examples/${file}:${line}: ${thrown.message}`);
  }
}
