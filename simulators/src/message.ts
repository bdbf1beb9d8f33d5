import { TRUTH_PREFIX } from "eddy-exporter/contract";
import type { Telling } from "./domains/domain.ts";

/** One message to be published. */
export interface Message extends Telling {
  readonly kind: "event" | "truth";
  readonly id: string;
  /** When it is due, ms since 1970: event time of an event. */
  readonly atMs: number;
}

/** What was done to the streams: an injection or an incident. Times in ms since 1970. */
export interface Deed {
  readonly kind: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Full names of all streams that it touches. */
  readonly streams: readonly string[];
}

/** An event with what it says. */
export function toldMessage({ id, atMs, subject, body }: Telling & Pick<Message, "id" | "atMs">): Message {
  return { kind: "event", id, atMs, subject, body: typeof body === "string" ? body : { id, time: iso(atMs), ...body } };
}

/** The ground truth of a deed, told when it begins under `eddy.truth.<about>`. */
export function truthMessage(id: string, about: string, deed: Deed): Message {
  const { startMs, endMs, ...told } = deed;
  return { kind: "truth", id, atMs: startMs, subject: `${TRUTH_PREFIX}.${about}`, body: { id, ...told, start: iso(startMs), end: iso(endMs) } };
}

/** The payload as published. */
export function payloadOf({ body }: Message): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
