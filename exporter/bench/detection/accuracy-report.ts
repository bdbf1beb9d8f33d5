import { seededRandom } from "#exporter/model/random";
import type { Accuracy } from "./accuracy.ts";
import type { Anchors } from "./anchors.ts";
import { reportNab } from "./nab-report.ts";
import type { NabFigures } from "./nab-report.ts";
import { reportRepeats } from "./repeats-report.ts";
import type { RepeatsFigures } from "./repeats-report.ts";
import { reportVus } from "./vus-report.ts";
import type { VusFigures } from "./vus-report.ts";

/** Figures of the closing line that the recordings give. */
export type AccuracyFigures = NabFigures & RepeatsFigures & VusFigures;

/** Same draws in every run, so that two detectors are compared on the same ones. */
const BOOTSTRAP_SEED = 1;

/** The figures, and all lines for people. */
export function reportAccuracy({ nab, repeats }: Accuracy, anchors: Anchors): { figures: AccuracyFigures; lines: string[] } {
  const random = seededRandom(BOOTSTRAP_SEED);
  const parts = [reportNab(nab, anchors, random), reportRepeats(repeats, random), reportVus(nab, random)] as const;
  const [{ figures: ofNab }, { figures: ofRepeats }, { figures: ofVus }] = parts;
  return { figures: { ...ofNab, ...ofRepeats, ...ofVus }, lines: parts.flatMap(({ lines }) => lines) };
}
