import type { HeaderReader } from "../model/raw-event.ts";

/** A message that was seen, live or in a file. */
export interface SeenMessage {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers?: HeaderReader | undefined;
}

/** How the payloads of a stream are written; options as in packs. */
export interface Shape {
  readonly format: string;
  readonly delimiter?: string | undefined;
  /** Only where the payload has no header line. */
  readonly columns?: readonly string[] | undefined;
  readonly pattern?: readonly string[] | undefined;
}

/** Most messages and bytes that are looked at; what comes later is not kept. */
export const SAMPLE_LIMITS = { messages: 20_000, bytes: 16 * 1024 * 1024 } as const;
