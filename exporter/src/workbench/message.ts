import type { RawEvent } from "../model/raw-event.ts";

/** A message as somebody wrote it down, before it has a place in a log. */
export interface WrittenMessage {
  /** Undefined = left to whoever reads it. */
  readonly subject: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly payload: Uint8Array;
  /** Store time, ms since 1970; undefined = left to whoever reads it. */
  readonly atMs: number | undefined;
}

/** A message that is written down wrongly. */
export class WrittenMessageError extends Error {
  override readonly name = "WrittenMessageError";
}

const KEYS: readonly string[] = ["subject", "headers", "payload", "base64", "at"];

/**
 * Reads a message: a JSON object with `subject`, `headers`, `at`, and `payload` (text goes as it is, all else as JSON) or
 * `base64`; all else is a payload by itself. An object is an envelope if it has a payload or base64 and nothing but these keys.
 * @throws WrittenMessageError where an envelope holds something wrong
 */
export function readMessage(text: string): WrittenMessage {
  const content = parsed(text);
  if (!isEnvelope(content)) return { subject: undefined, headers: undefined, payload: Buffer.from(text), atMs: undefined };
  const { subject, headers, payload, base64, at } = content;
  return {
    subject: optional("subject", subject, (value): value is string => typeof value === "string", "a NATS subject"),
    headers: optional("headers", headers, isTexts, "an object of texts"),
    payload: payload === undefined ? Buffer.from(String(base64), "base64") : Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload)),
    atMs: at === undefined ? undefined : timeOf(at),
  };
}

/** The message at a place of a log. */
export function storedMessage({ headers, payload }: WrittenMessage, place: Pick<RawEvent, "subject" | "sequence" | "storeTimeMs">): RawEvent {
  return { ...place, storeTimeNs: 0, payload, headers: headers && { get: (name) => headers[name] ?? "" } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A payload needn't be JSON.
    return undefined;
  }
}

function isEnvelope(content: unknown): content is Record<string, unknown> {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return false;
  return ("payload" in content || "base64" in content) && Object.keys(content).every((key) => KEYS.includes(key));
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === "object" && value !== null && Object.values(value).every((held) => typeof held === "string");
}

function optional<T>(key: string, value: unknown, is: (value: unknown) => value is T, rule: string): T | undefined {
  if (value === undefined || is(value)) return value;
  throw new WrittenMessageError(`${key} must be ${rule}, got ${JSON.stringify(value)}`);
}

function timeOf(at: unknown): number {
  const ms = typeof at === "string" ? Date.parse(at) : NaN;
  if (Number.isNaN(ms)) throw new WrittenMessageError(`at must be a time like 2026-03-01T12:00:00Z, got ${JSON.stringify(at)}`);
  return ms;
}
