import type { HeaderReader, RawEvent } from "../../model/raw-event.ts";
import type { Delivery } from "./delivery.ts";
import type { PulledMessage } from "./pull-loop.ts";

/** A message of the log; its headers are parsed only if somebody asks. */
export class StoredEvent implements RawEvent {
  readonly subject: string;
  readonly sequence: number;
  readonly storeTimeMs: number;
  readonly storeTimeNs: number;
  readonly payload: Uint8Array;
  readonly #message: PulledMessage;

  constructor(message: PulledMessage, delivery: Delivery) {
    this.subject = message.subject;
    this.sequence = delivery.sequence;
    this.storeTimeMs = delivery.storeTimeMs;
    this.storeTimeNs = delivery.storeTimeNs;
    this.payload = message.data;
    this.#message = message;
  }

  get headers(): HeaderReader | undefined {
    return this.#message.headers;
  }
}
