import { randomInt } from "node:crypto";
import { judgeAll } from "./accuracy.ts";
import { reportAccuracy } from "./accuracy-report.ts";
import { readAnchors, sharedFolder } from "./anchors.ts";
import { measureClean } from "./clean.ts";
import { runTrials } from "./fault-trials.ts";
import { reportFaults } from "./faults-report.ts";
import { makeDetector } from "./fold.ts";
import { HELP, readOptions } from "./options.ts";
import type { BenchOptions, Part } from "./options.ts";

/** What a part comes to: figures of the closing line, and lines for people. */
interface Measured {
  readonly figures: Readonly<Record<string, number>>;
  readonly lines: readonly string[];
}

function accuracy({ detector, settings }: BenchOptions): Measured {
  const shared = sharedFolder();
  if (shared === undefined) throw new Error("the recordings must lie in ../shared, got none there: set EDDY_SHARED to their folder");
  const { figures, lines } = reportAccuracy(judgeAll(makeDetector(detector, settings), shared), readAnchors(shared));
  return { figures: { ...figures }, lines };
}

function clean({ detector, settings }: BenchOptions, seed: number): Measured {
  const { falsePer1000, lines } = measureClean(makeDetector(detector, settings), "as shipped", seed);
  return { figures: { clean_false_per_1000: falsePer1000 }, lines };
}

function faults({ detector, settings }: BenchOptions, seed: number): Measured {
  const { figures, lines } = reportFaults(runTrials(makeDetector(detector, settings), seed), seed);
  return { figures: { ...figures }, lines };
}

const parts: Readonly<Partial<Record<Part, (options: BenchOptions, seed: number) => Measured>>> = { accuracy, clean, faults };

const options = readOptions(process.argv.slice(2));
if (options.help) {
  process.stdout.write(HELP);
} else {
  const seed = options.seed ?? randomInt(2 ** 32);
  const figures: Record<string, number> = {};
  for (const part of options.parts) {
    const measured = parts[part]?.(options, seed);
    if (measured === undefined) continue;
    Object.assign(figures, measured.figures);
    if (!options.json) process.stdout.write(`${measured.lines.join("\n")}\n`);
  }
  process.stdout.write(`${JSON.stringify({ bench: "detection", ...figures })}\n`);
}
