import { BenchExporter } from "./exporter.ts";
import type { BenchOptions } from "./options.ts";
import { Readings } from "./readings.ts";
import { median, rounded, say, withLog } from "./scene.ts";
import { described, readBy } from "./throughput.ts";

const devices = 1_000;

/** Another detector in the place of z-score. */
export interface AgainstFigures {
  /** Messages a second, and a second of CPU time, divided by those of the exporter that scores by z-score. */
  readonly detector_ratio: number;
  readonly detector_ratio_per_cpu_second: number;
  readonly rounds: number;
}

/** Both read the same stored log from an empty state, in turns; the ratios are medians over the rounds. `detector` as a pack says it. */
export async function measureAgainst(detector: string, { messages, rounds }: BenchOptions): Promise<AgainstFigures> {
  return withLog(async (connection, url) => {
    say(`storing ${messages.toLocaleString("en")} messages, ${devices} series`);
    await new Readings(connection, devices).store(messages);
    const ratios: { byTime: number; byCpu: number }[] = [];
    for (let round = 1; round <= rounds; round++) {
      const plain = await readBy(await BenchExporter.at(url));
      const other = await readBy(await BenchExporter.scoringBy(url, detector));
      ratios.push({ byTime: plain.seconds / other.seconds, byCpu: plain.cpuSeconds / other.cpuSeconds });
      say(`round ${round}: z-score ${described(plain, messages)}; ${detector} ${described(other, messages)}`);
    }
    return {
      detector_ratio: rounded(median(ratios.map(({ byTime }) => byTime))),
      detector_ratio_per_cpu_second: rounded(median(ratios.map(({ byCpu }) => byCpu))),
      rounds: ratios.length,
    };
  });
}
