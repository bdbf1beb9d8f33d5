import type { Clock } from "../model/clock.ts";
import type { Notification, NotifiedAlert } from "./notification.ts";

/** How many alerts are kept. */
export const KEPT_ALERTS = 1_000;
/** Text of all that is kept, in characters. */
const MOST_CHARACTERS = 8_000_000;

/** One alert from its start to its end, as it stands after the newest notification. */
export interface JournalEntry extends NotifiedAlert {
  /** Alertmanager's receiver that told of it. */
  readonly receiver: string;
  /** When it was told of first, RFC 3339. */
  readonly receivedAt: string;
  /** When it was told of as resolved; absent while it fires. */
  readonly resolvedReceivedAt?: string;
  /** Notifications that told of it; Alertmanager repeats itself. */
  readonly notifications: number;
}

/**
 * The last 1,000 alerts that Alertmanager told of, in memory. An alert that is told of again takes its new state and stands
 * for one; only a change brings it to the front. Bounded by text too; what is over goes, the oldest first.
 */
export class AlertJournal {
  readonly #clock: Clock;
  // By identity; the last is the newest.
  readonly #entries = new Map<string, JournalEntry>();
  #characters = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes what a notification tells. */
  take({ receiver, alerts }: Notification): void {
    for (const alert of alerts) this.#takeOne(receiver, alert);
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= KEPT_ALERTS && this.#characters <= MOST_CHARACTERS) break;
      this.#entries.delete(key);
      this.#characters -= charactersOf(entry);
    }
  }

  /** Newest first. */
  newest(): JournalEntry[] {
    return [...this.#entries.values()].reverse();
  }

  #takeOne(receiver: string, alert: NotifiedAlert): void {
    const key = JSON.stringify([receiver, alert.fingerprint, alert.startsAt]);
    const known = this.#entries.get(key);
    const nowText = new Date(this.#clock.now()).toISOString();
    const entry = { ...alert, receiver, receivedAt: nowText, notifications: 1, ...told(alert, known, nowText) };
    if (known !== undefined) this.#characters -= charactersOf(known);
    if (known?.status !== alert.status) this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#characters += charactersOf(entry);
  }
}

/** What an entry says of its notifications, the newest included. */
function told({ status }: NotifiedAlert, known: JournalEntry | undefined, nowText: string): Partial<JournalEntry> {
  const end = status === "resolved" ? { resolvedReceivedAt: known?.resolvedReceivedAt ?? nowText } : {};
  return known === undefined ? end : { receivedAt: known.receivedAt, notifications: known.notifications + 1, ...end };
}

/** Characters of an entry's own text; what all entries have alike is left out. */
function charactersOf({ labels, annotations, generatorURL }: JournalEntry): number {
  let sum = generatorURL.length;
  for (const pairs of [labels, annotations]) for (const [name, value] of Object.entries(pairs)) sum += name.length + value.length;
  return sum;
}
