import { STREAM_FAMILIES, packMetricName } from "eddy-exporter/contract";
import type { Prometheus } from "../system/prometheus.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { Good } from "./good.ts";
import { POISONS, type Poison } from "./poison.ts";

/** Further dead letters of one message would say the same. */
const LETTERS_A_MESSAGE = 16;

/** How what Eddy made of the payloads differs from what it must make of them. */
export interface Verdict {
  /** Good records that count nowhere. */
  readonly lost: number;
  /** Records counted under another reason than the table's, or not at all. */
  readonly misjudged: number;
  readonly lines: readonly string[];
}

/** Adds up what was sent, and compares. */
export class Expectation {
  /** Messages sent by the name of the poison. */
  readonly #sent = new Map<string, number>();
  readonly #good = new Map<string, { stream: Good["stream"]; kind: string; records: number }>();
  goodRecords = 0;

  poison({ name }: Poison): void {
    this.#sent.set(name, (this.#sent.get(name) ?? 0) + 1);
  }

  good({ stream, kind, records }: Good): void {
    const known = this.#good.get(`${stream} ${kind}`);
    this.#good.set(`${stream} ${kind}`, { stream, kind, records: (known?.records ?? 0) + records });
    this.goodRecords += records;
  }

  async judge(prometheus: Prometheus, letters: DeadLetters): Promise<Verdict> {
    const lines: string[] = [];
    const off = (what: string, expected: number, found: number): number => {
      if (expected !== found) lines.push(`${what}: must be ${expected}, is ${found}`);
      return Math.abs(expected - found);
    };
    let lost = 0;
    for (const { stream, kind, records } of this.#good.values()) lost += off(`good ${stream} ${kind}`, records, await events(prometheus, stream, kind));
    let misjudged = off("dead letters without detail or sequence", 0, letters.incomplete);
    for (const poison of POISONS) misjudged += await this.#judgeKind(poison, { prometheus, letters, off });
    const unknown = [...letters.counts.keys()].filter((key) => !this.#expectedLetters().has(key));
    for (const key of unknown) misjudged += off(`dead letters ${key}`, 0, letters.counts.get(key) ?? 0);
    for (const [labels, records] of this.#expectedTotals()) {
      misjudged += off(`rejected ${labels}`, records, await prometheus.value(`${STREAM_FAMILIES.eventsRejected.name}{${labels}}`));
    }
    return { lost, misjudged, lines };
  }

  async #judgeKind(poison: Poison, { prometheus, letters, off }: {
    prometheus: Prometheus; letters: DeadLetters; off: (what: string, expected: number, found: number) => number;
  }): Promise<number> {
    const { name, stream, accepted, rejected, reading } = poison;
    const sent = this.#sent.get(name) ?? 0;
    let wrong = 0;
    for (const [reason, records] of Object.entries(rejected)) {
      wrong += off(`${name} ${reason}`, Math.min(records, LETTERS_A_MESSAGE) * sent, letters.counts.get(`${subjectOf(poison)} ${reason}`) ?? 0);
    }
    if (sent > 0) wrong += off(`${name} cut`, Number(poison.isCut ?? false), Number(letters.cut.has(subjectOf(poison))));
    if (stream !== "elsewhere") wrong += off(`${name} accepted`, accepted * sent, await events(prometheus, stream, name));
    if (stream !== "elsewhere" && reading !== undefined && sent > 0) {
      wrong += Number(off(`${name} reading`, reading, await prometheus.value(`${packMetricName(`rubbish_${stream}`, "reading", "", "gauge")}{kind="${name}"}`)) !== 0);
    }
    return wrong;
  }

  #expectedLetters(): ReadonlySet<string> {
    return new Set(POISONS.flatMap((poison) => Object.keys(poison.rejected).map((reason) => `${subjectOf(poison)} ${reason}`)));
  }

  /** Rejected records by the labels of their total. */
  #expectedTotals(): ReadonlyMap<string, number> {
    const totals = new Map<string, number>();
    for (const { name, stream, rejected } of POISONS) {
      for (const [reason, records] of Object.entries(rejected)) {
        const labels = `stream="${stream === "elsewhere" ? "_unmatched" : `rubbish_${stream}`}",reason="${reason}"`;
        totals.set(labels, (totals.get(labels) ?? 0) + records * (this.#sent.get(name) ?? 0));
      }
    }
    return totals;
  }
}

/** Where this kind of poison is published. */
export function subjectOf({ stream, name }: Poison): string {
  return `rubbish.${stream}.${name}`;
}

/** Records of a kind that became events. */
async function events(prometheus: Prometheus, stream: string, kind: string): Promise<number> {
  const found = await prometheus.value(`sum(${packMetricName(`rubbish_${stream}`, "events", "", "counter")}{kind="${kind}"})`);
  return Number.isNaN(found) ? 0 : found;
}
