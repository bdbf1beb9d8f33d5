import { Document, isCollection, isMap, parse } from "yaml";
import type { FileResult } from "./try-examples.ts";

const HEAD = ` What each example comes to, by file and line. Written by: eddy test <pack> --update
 Read it before you commit it: it says what the pack does, not whether that is right.`;

/** Letters of a value that a difference shows. */
const MOST_SHOWN = 200;

/** Text of expected.yml: one line a message and a series. */
export function writeExpected(results: ReadonlyMap<string, FileResult>): string {
  const document = new Document(Object.fromEntries([...results].map(([file, { messages, series }]) => [file, { messages, series }])));
  document.commentBefore = HEAD;
  for (const file of results.keys()) {
    for (const part of ["messages", "series"]) oneLineEach(document.getIn([file, part], true));
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function oneLineEach(entries: unknown): void {
  if (!isMap(entries)) return;
  for (const { value } of entries.items) if (isCollection(value)) value.flow = true;
}

/** Where results differ from the text of expected.yml: `sensor.jsonl messages.3.stream: expected …, got …`. None = as expected. */
export function differences(results: ReadonlyMap<string, FileResult>, expected: string): string[] {
  // Through its own text, so that both are made of the same types.
  return differ([], parse(expected) as unknown, parse(writeExpected(results)) as unknown);
}

function differ(path: readonly string[], expected: unknown, got: unknown): string[] {
  if (isTree(expected) && isTree(got) && Array.isArray(expected) === Array.isArray(got)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(got)])];
    return keys.flatMap((key) => differ([...path, key], expected[key], got[key]));
  }
  if (Object.is(expected, got)) return [];
  const [file = "the file", ...rest] = path;
  return [`${[file, rest.join(".")].filter((part) => part !== "").join(" ")}: expected ${shown(expected)}, got ${shown(got)}`];
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
}
