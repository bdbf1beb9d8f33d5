import { OWN_FAMILIES } from "../contract/metrics.ts";
import type { Family } from "./family.ts";
import { familyOf } from "./family.ts";
import { labelText } from "./text.ts";

/** Families with labels are made elsewhere: build info here, `eddy_series` from the state. */
type OwnName = Exclude<keyof typeof OWN_FAMILIES, "buildInfo" | "series">;

/** Current values of the families about Eddy itself. Counters begin at 0; gauges are absent until they are set. */
export class OwnMetrics {
  readonly #values = new Map<OwnName, () => number | undefined>();
  readonly #build: string;

  constructor(version: string) {
    this.#build = labelText(OWN_FAMILIES.buildInfo.labels, [version, process.version]);
    for (const name of ownNames()) if (OWN_FAMILIES[name].type === "counter") this.set(name, 0);
  }

  /** Times in seconds since 1970, truths as 0 and 1. */
  set(name: OwnName, value: number): void {
    this.#values.set(name, () => value);
  }

  /** Asked at every scrape; undefined = no sample. */
  watch(name: OwnName, read: () => number | undefined): void {
    this.#values.set(name, read);
  }

  /** For counters. */
  add(name: OwnName, by = 1): void {
    this.set(name, (this.#values.get(name)?.() ?? 0) + by);
  }

  families(): Family[] {
    const single = ownNames().map((name) => {
      const value = this.#values.get(name)?.();
      return familyOf(OWN_FAMILIES[name], value === undefined ? [] : [["", value]]);
    });
    return [familyOf(OWN_FAMILIES.buildInfo, [[this.#build, 1]]), ...single];
  }
}

function ownNames(): OwnName[] {
  return Object.keys(OWN_FAMILIES).filter((name): name is OwnName => name !== "buildInfo" && name !== "series");
}
