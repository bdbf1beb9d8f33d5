import { readMail } from "./mail.ts";
import type { Mail, RawMail } from "./mail.ts";

/** How many mails are kept. */
export const KEPT_MAILS = 500;

/** The last 500 mails, in memory; and when the last heartbeat came. */
export class Box {
  readonly #now: () => number;
  readonly #mails: Mail[] = [];
  #taken = 0;
  #heartbeatMs: number | undefined;

  /** `now`: ms since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes a mail; rejects where it can't be read as one. */
  async take(raw: RawMail): Promise<void> {
    const mail = await readMail(raw, ++this.#taken, this.#now());
    this.#mails.push(mail);
    if (this.#mails.length > KEPT_MAILS) this.#mails.shift();
  }

  /** Newest first. */
  newest(): Mail[] {
    return this.#mails.toReversed();
  }

  find(id: number): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  /** Notes that a heartbeat has come. */
  beat(): void {
    this.#heartbeatMs = this.#now();
  }

  /** Seconds since the last heartbeat, undefined before the first. */
  get heartbeatAgeSeconds(): number | undefined {
    return this.#heartbeatMs === undefined ? undefined : (this.#now() - this.#heartbeatMs) / 1000;
  }
}
