import { SERIES_FAMILIES, STREAM_FAMILIES } from "eddy-exporter/contract";
import type { Prometheus } from "../system/prometheus.ts";
import { sampleKey, type Expected } from "./ledger.ts";

/** How what Prometheus shows differs from the ledger. */
export interface Difference {
  /** Events that count nowhere, and those that count twice, by the family that misses or has most. */
  readonly lost: number;
  readonly doubled: number;
  /** Sums and last values that are not the ledger's. */
  readonly wrong: number;
  /** The first few, for people. */
  readonly lines: readonly string[];
}

const LINES = 10;
const RUN = "1h";
/** Labels that Prometheus adds to what it scrapes. */
const ADDED = ["instance", "job"];

/** Newest scraped samples of Eddy by their keys (see ledger.ts). */
export async function samples(prometheus: Prometheus): Promise<Map<string, number>> {
  const found = await prometheus.query('{__name__=~"eddy_.+"}');
  return new Map(found.map(({ labels: { __name__: name = "", ...labels }, value }) => {
    const own = Object.entries(labels).filter(([label]) => !ADDED.includes(label));
    return [sampleKey(name, Object.fromEntries(own)), value];
  }));
}

/** Compares a ledger with samples; both ways for counted events, so that one in a wrong place is seen twice. */
export function compare({ counts, values }: Expected, found: ReadonlyMap<string, number>): Difference {
  const lost = new Map<string, number>();
  const doubled = new Map<string, number>();
  const lines: string[] = [];
  for (const [key, expected] of Object.entries(counts)) {
    const shown = found.get(key) ?? 0;
    const family = key.slice(0, key.indexOf("{"));
    lost.set(family, (lost.get(family) ?? 0) + Math.max(0, expected - shown));
    doubled.set(family, (doubled.get(family) ?? 0) + Math.max(0, shown - expected));
    if (shown !== expected) lines.push(`${key}: ledger ${expected}, Prometheus ${shown}`);
  }
  const wrong = Object.entries(values).filter(([key, expected]) => found.get(key) !== expected);
  for (const [key, expected] of wrong) lines.push(`${key}: ledger ${expected}, Prometheus ${found.get(key) ?? "nothing"}`);
  return { lost: Math.max(0, ...lost.values()), doubled: Math.max(0, ...doubled.values()), wrong: wrong.length, lines: lines.slice(0, LINES) };
}

/** Falls of counters over the whole run: all those kept in the state, and those of the pack. */
export async function countResets(prometheus: Prometheus, expected: Expected): Promise<number> {
  const kept = [...Object.values(STREAM_FAMILIES), ...Object.values(SERIES_FAMILIES)].filter(({ type }) => type === "counter").map(({ name }) => name);
  const must = [...Object.keys(expected.counts), ...Object.keys(expected.values)].map((key) => key.slice(0, key.indexOf("{"))).filter((name) => name.endsWith("_total"));
  let resets = 0;
  for (const name of new Set([...kept, ...must])) {
    const found = await prometheus.value(`sum(resets(${name}[${RUN}]))`);
    // A family without any sample would pass unseen; of those kept some have none in this run.
    if (Number.isNaN(found) && must.includes(name)) throw new Error(`Prometheus knows no ${name}`);
    resets += Number.isNaN(found) ? 0 : found;
  }
  return resets;
}

/** Scrapes of the whole run, and how many of them Eddy answered. */
export async function countScrapes(prometheus: Prometheus): Promise<{ tried: number; answered: number }> {
  return {
    tried: await prometheus.value(`sum(count_over_time(up[${RUN}]))`),
    answered: await prometheus.value(`sum(sum_over_time(up[${RUN}]))`),
  };
}
