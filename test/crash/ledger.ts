/** A sample's name and labels as one text, labels sorted: `name{a="b",c="d"}`. */
export function sampleKey(name: string, labels: Readonly<Record<string, string>>): string {
  const inner = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${inner.join()}}`;
}

/** What the stored messages must have led to. */
export interface Expected {
  /** Messages in the log. */
  stored: number;
  /** Samples in which each event counts one. */
  readonly counts: Record<string, number>;
  /** Sums and last values. */
  readonly values: Record<string, number>;
}

/** Adds up what stored messages mean, whatever their order in the log. */
export class Ledger {
  readonly expected: Expected = { stored: 0, counts: {}, values: {} };
  readonly #newestMs = new Map<string, number>();

  /** Events that count in a sample. */
  count(name: string, labels: Readonly<Record<string, string>>, events = 1): void {
    const key = sampleKey(name, labels);
    this.expected.counts[key] = (this.expected.counts[key] ?? 0) + events;
  }

  /** An amount in a sum; amounts are whole, so that their order makes no difference. */
  add(name: string, labels: Readonly<Record<string, string>>, amount: number): void {
    const key = sampleKey(name, labels);
    this.expected.values[key] = (this.expected.values[key] ?? 0) + amount;
  }

  /** A value that holds until one of a later time; no two of a series have the same time. */
  set(name: string, labels: Readonly<Record<string, string>>, value: number, timeMs: number): void {
    const key = sampleKey(name, labels);
    if (timeMs < (this.#newestMs.get(key) ?? 0)) return;
    this.#newestMs.set(key, timeMs);
    this.expected.values[key] = value;
  }
}
