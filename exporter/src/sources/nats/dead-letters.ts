import { DEAD_LETTER_HEADERS, DEAD_LETTER_PREFIX, UNMATCHED_STREAM } from "../../contract/index.ts";
import type { Clock } from "../../model/clock.ts";
import type { RawEvent } from "../../model/raw-event.ts";
import type { Rejection } from "../../model/rejection.ts";
import type { FoldEffects } from "../../pipeline/ports.ts";
import type { NatsLink } from "./connect.ts";
import { Publisher, type Outgoing } from "./publisher.ts";

/** Dead letters that may wait; whoever folds pauses above it. */
const mostPending = 10_000;
/** Room for headers in a message of the largest size: a subject has at most 4 KiB, a detail some 800 bytes. */
const headerBytes = 8 * 1024;

/** What dead letters need. */
export interface DeadLetterOptions {
  readonly link: NatsLink;
  readonly clock: Clock;
  /** A dead letter was given up after some 40 s of trying while connected: to be logged. */
  readonly onLost: (message: Outgoing, why: string) => void;
}

/**
 * Copies rejected records into the stream of dead letters, at least once under a fixed id. The fold never
 * waits for it: whoever drives the fold pauses while `full` and awaits `drained` before a checkpoint.
 */
export class DeadLetters implements Pick<FoldEffects, "rejected"> {
  readonly #link: NatsLink;
  readonly #publisher: Publisher;

  constructor({ link, clock, onLost }: DeadLetterOptions) {
    this.#link = link;
    this.#publisher = new Publisher({ link, clock, onFailed: onLost });
  }

  /** Dead letters stored so far; doubles that the server dropped count, too. */
  get stored(): number {
    return this.#publisher.stored + this.#publisher.duplicates;
  }

  /** Dead letters given up. */
  get lost(): number {
    return this.#publisher.failed;
  }

  /** Not yet stored nor given up. */
  get inFlight(): number {
    return this.#publisher.pending;
  }

  /** Time to pause the reader until `drained`. */
  get full(): boolean {
    return this.inFlight >= mostPending;
  }

  /** Resolves when every dead letter made before this call is stored or given up; later ones are not waited for. */
  drained(): Promise<void> {
    return this.#publisher.settled();
  }

  close(): void {
    this.#publisher.close();
  }

  rejected(event: RawEvent, id: string, stream: string, rejection: Rejection): void {
    this.#publisher.send(deadLetter(event, { id, stream, rejection }, this.#link.connection.info?.max_payload ?? 1_048_576));
  }
}

/** What happened to an event. */
export interface Rejected {
  readonly id: string;
  /** "" where none matched. */
  readonly stream: string;
  readonly rejection: Rejection;
}

/** The message that tells of a rejected record; its payload is cut so that all fits into `maxPayloadBytes`. */
export function deadLetter(event: RawEvent, { id, stream, rejection }: Rejected, maxPayloadBytes: number): Outgoing {
  const room = Math.max(0, maxPayloadBytes - headerBytes);
  const cutBytes = Math.max(0, event.payload.length - room);
  return {
    subject: `${DEAD_LETTER_PREFIX}.${stream === "" ? UNMATCHED_STREAM : stream}`,
    payload: cutBytes === 0 ? event.payload : event.payload.subarray(0, room),
    id,
    headers: {
      [DEAD_LETTER_HEADERS.reason]: rejection.reason,
      [DEAD_LETTER_HEADERS.detail]: oneLine(rejection.detail),
      [DEAD_LETTER_HEADERS.subject]: event.subject,
      [DEAD_LETTER_HEADERS.sequence]: String(event.sequence),
      ...(cutBytes === 0 ? {} : { [DEAD_LETTER_HEADERS.cut]: String(cutBytes) }),
    },
  };
}

/** A header ends at a line's end, so the detail must not hold one; 200 characters are promised. */
function oneLine(detail: string): string {
  return detail.slice(0, 200).replaceAll(/[\u0000-\u001f\u007f]/g, " ").trim();
}
