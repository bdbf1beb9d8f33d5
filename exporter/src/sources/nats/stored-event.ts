import type { HeaderReader, RawEvent } from "../../model/raw-event.ts";
import type { Delivery } from "./delivery.ts";
import type { PulledMessage } from "./pull-loop.ts";

/** A message of the log. Keeps nothing of the client's own objects, so that waiting messages are small. */
export class StoredEvent implements RawEvent {
  readonly subject: string;
  readonly sequence: number;
  readonly storeTimeMs: number;
  readonly storeTimeNs: number;
  readonly payload: Uint8Array;
  readonly headers: HeaderReader | undefined;

  constructor(message: PulledMessage, delivery: Delivery) {
    this.subject = message.subject;
    this.sequence = delivery.sequence;
    this.storeTimeMs = delivery.storeTimeMs;
    this.storeTimeNs = delivery.storeTimeNs;
    this.payload = message.data;
    this.headers = message.headers;
  }
}
