import type { DecodeLimits } from "../formats/format.ts";
import { similarity } from "./fields.ts";
import type { SeenMessage } from "./sample.ts";
import { decode, shapeOf } from "./shape-of.ts";

/** Messages that become one stream. */
export interface SubjectGroup {
  /** Tokens of the subject; undefined = one that varies. */
  readonly tokens: readonly (string | undefined)[];
  readonly messages: readonly SeenMessage[];
}

const ALIKE = 0.7;
/** More values are never streams of their own. */
const MOST_STREAMS = 30;
const LOOKED_AT = 50;

/**
 * Cuts messages into streams by their subjects. A token whose values all carry records of one shape varies within a stream; one whose
 * values carry different shapes tells streams apart.
 */
export function groupBySubject(messages: readonly SeenMessage[], limits: DecodeLimits): SubjectGroup[] {
  const byLength = groups(messages, ({ subject }) => String(subject.split(".").length));
  return byLength.flatMap(([, group]) => split(group, [], limits));
}

function split(messages: readonly SeenMessage[], tokens: readonly (string | undefined)[], limits: DecodeLimits): SubjectGroup[] {
  const at = tokens.length;
  if (at === (messages[0]?.subject.split(".").length ?? 0)) return [{ tokens, messages }];
  const values = groups(messages, ({ subject }) => subject.split(".")[at] ?? "");
  if (values.length > 1 && (at > 0 && (values.length > MOST_STREAMS || areAlike(values, limits)))) return split(messages, [...tokens, undefined], limits);
  return values.flatMap(([value, group]) => split(group, [...tokens, value], limits));
}

function areAlike(values: readonly (readonly [string, readonly SeenMessage[]])[], limits: DecodeLimits): boolean {
  const shapes = values.map(([, messages]) => namesIn(messages, limits));
  const first = shapes[0] ?? new Set();
  return shapes.every((shape) => similarity(first, shape) >= ALIKE);
}

/** The fields that messages have. Lines of logfmt and text differ within one program already: there it is the format, or the pattern. */
function namesIn(messages: readonly SeenMessage[], limits: DecodeLimits): Set<string> {
  const some = messages.slice(0, LOOKED_AT);
  const shape = shapeOf(some, limits);
  if (shape.format === "logfmt" || shape.format === "text") return new Set([shape.format, ...(shape.pattern ?? [])]);
  const records = decode(some, shape, limits).records;
  return new Set(records.flatMap((record) => (typeof record === "object" && record !== null ? Object.keys(record) : [])));
}

function groups(messages: readonly SeenMessage[], keyOf: (message: SeenMessage) => string): [string, SeenMessage[]][] {
  const found = new Map<string, SeenMessage[]>();
  for (const message of messages) {
    const key = keyOf(message);
    const group = found.get(key);
    if (group === undefined) found.set(key, [message]);
    else group.push(message);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}
