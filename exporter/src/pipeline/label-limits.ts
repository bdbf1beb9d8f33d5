import { OTHER } from "../mapping/label-rules.ts";
import type { StreamPlan } from "../pack/plan.ts";
import type { KeyTable } from "../state/key-table.ts";
import type { Structures } from "../state/structures.ts";

/** One label with `max`: where it stands among the stream's labels, and the values that came first. */
interface LimitedLabel {
  readonly name: string;
  readonly at: number;
  readonly most: number;
  readonly values: KeyTable;
}

/**
 * Keeps labels with `max` to the values that came first; all later ones are `__other__`. What came first is part of the
 * state and never forgotten: a value that was given away could not come back under its own name without a jump.
 */
export class LabelLimits {
  readonly labels: readonly LimitedLabel[];
  readonly #value: [string] = [""];

  constructor(labels: readonly LimitedLabel[]) {
    this.labels = labels;
  }

  /** Replaces values that have no room; true if there was one. One look-up a limited label. */
  apply(labels: string[], logMs: number): boolean {
    let hasOther = false;
    for (const { at, most, values } of this.labels) {
      const text = labels[at] ?? "";
      if (text === "" || text === OTHER) continue;
      this.#value[0] = text;
      if (values.find(this.#value) >= 0) continue;
      if (values.count() < most) {
        values.add(this.#value, logMs);
        continue;
      }
      labels[at] = OTHER;
      hasOther = true;
    }
    return hasOther;
  }
}

/** Undefined where no label of the stream is limited. */
export function labelLimitsOf(plan: StreamPlan, structures: Structures): LabelLimits | undefined {
  const labels = plan.mapper.labelNames.flatMap((name, at) => {
    const most = plan.labelLimits[at] ?? 0;
    return most === 0 ? [] : [{ name, at, most, values: structures.keyTable(`values/${plan.name}.${name}`) }];
  });
  return labels.length === 0 ? undefined : new LabelLimits(labels);
}
