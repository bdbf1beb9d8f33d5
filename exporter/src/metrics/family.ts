import type { MetricFamily } from "../contract/metrics.ts";
import { sampleLine } from "./text.ts";

/** One family as it is written: its samples lie together and it comes once in an exposition. */
export interface Family {
  /** As in text format 0.0.4: counters end in `_total`. */
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  /** Whole lines, equal in both formats; read once. A family without lines isn't written. */
  readonly lines: Iterable<string>;
}

/** A family of the contract with its samples: inner label text and value. */
export function familyOf({ name, type, help }: MetricFamily, samples: readonly (readonly [labels: string, value: number])[]): Family {
  return { name, type, help, lines: samples.map(([labels, value]) => sampleLine(name, labels, value)) };
}
