import { OWN_FAMILIES, SERIES_FAMILIES, STREAM_FAMILIES } from "../contract/metrics.ts";
import type { Clock } from "../model/clock.ts";
import type { StateView } from "../pipeline/view.ts";
import type { SeriesLimits } from "./collect.ts";
import { SeriesCollector } from "./collect.ts";
import type { Format } from "./exposition.ts";
import { exposition, openMetricsName } from "./exposition.ts";
import type { Family } from "./family.ts";
import type { OwnMetrics } from "./own-metrics.ts";
import type { ProcessMetrics } from "./process-metrics.ts";
import { seriesFamilies } from "./series-families.ts";
import { streamFamilies } from "./stream-families.ts";

/** What an exposition is made from beside the state. */
export interface ExposerParts {
  readonly clock: Clock;
  readonly limits: SeriesLimits;
  readonly own: OwnMetrics;
  readonly process: ProcessMetrics;
}

/** Writes expositions; several may run at once. */
export class Exposer {
  readonly #parts: ExposerParts;
  readonly #collector: SeriesCollector;

  constructor(parts: ExposerParts) {
    this.#parts = parts;
    this.#collector = new SeriesCollector(parts.clock, parts.limits);
  }

  /**
   * One exposition in chunks of some 64 KiB. Without `view` (the fold hasn't caught up) only what is about Eddy itself:
   * counters of streams would go backwards. Throws where the state can't be read; the consumer must then break off
   * without ending the body.
   */
  async *expose(view: StateView | undefined, format: Format): AsyncGenerator<string> {
    const { clock, own } = this.#parts;
    const beganMs = clock.elapsed();
    let sizeBytes = 0;
    for await (const chunk of exposition(await this.#families(view), format, clock)) {
      sizeBytes += Buffer.byteLength(chunk);
      yield chunk;
    }
    own.set("scrapeDuration", (clock.elapsed() - beganMs) / 1000);
    own.set("scrapeSize", sizeBytes);
  }

  async #families(view: StateView | undefined): Promise<Family[]> {
    const { own, process } = this.#parts;
    const ofProcess = await process.families();
    if (view === undefined) return [...own.families(), ...ofProcess];
    const collected = await this.#collector.collect(view);
    own.set("seriesExposed", collected.samples);
    own.set("seriesHidden", collected.hidden);
    const others = [...streamFamilies(view), ...own.families(), ...ofProcess];
    const taken = new Set([...FIXED_NAMES, ...others.map(({ name, type }) => openMetricsName(name, type))]);
    return [...seriesFamilies(collected, taken), ...others];
  }
}

/** Names that no pack can have. */
const FIXED_NAMES = [STREAM_FAMILIES, SERIES_FAMILIES, OWN_FAMILIES].flatMap((families) =>
  Object.values(families).map(({ name, type }) => openMetricsName(name, type)),
);
