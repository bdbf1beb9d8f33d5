import { judgeAll } from "./accuracy.ts";
import { reportAccuracy } from "./accuracy-report.ts";
import { readAnchors, sharedFolder } from "./anchors.ts";
import { measureClean } from "./clean.ts";
import type { Figures } from "./closing-line.ts";
import { measureCost } from "./cost.ts";
import { runTrials } from "./fault-trials.ts";
import { reportFaults } from "./faults-report.ts";
import { measureIngest } from "./ingest.ts";
import { Judged } from "./judged.ts";
import type { BenchOptions, Part } from "./options.ts";

/** What a part comes to: figures of the closing line, and lines for people. */
interface Measured {
  readonly figures: Partial<Figures>;
  readonly lines: readonly string[];
}

function accuracy(judged: Judged): Measured {
  const shared = sharedFolder();
  if (shared === undefined) throw new Error("the recordings must lie in ../shared, got none there: set EDDY_SHARED to their folder");
  return reportAccuracy(judgeAll(judged.make(), shared), readAnchors(shared));
}

function clean(judged: Judged, seed: number): Measured {
  const shipped = measureClean(judged.make(), "as shipped", seed);
  if (!judged.hasTier("calm")) return { figures: { clean_false_per_1000: shipped.falsePer1000 }, lines: shipped.lines };
  const calm = measureClean(judged.inTier("calm").make(), "tier calm", seed);
  return {
    figures: { clean_false_per_1000: shipped.falsePer1000, calm_false_per_1000: calm.falsePer1000 },
    lines: [...shipped.lines, ...calm.lines],
  };
}

/** Measures one part of the bench; `seed` is what its simulated series are drawn from. */
export async function measure(part: Part, { detector, settings }: BenchOptions, seed: number): Promise<Measured> {
  const judged = new Judged(detector, settings);
  switch (part) {
    case "accuracy": return accuracy(judged);
    case "clean": return clean(judged, seed);
    case "faults": return reportFaults(runTrials(judged.make(), seed), seed);
    case "cost": return measureCost(judged.inPack, judged.inTier("lite").inPack);
    case "ingest": return measureIngest(judged.inPack);
  }
}
