import { seededRandom } from "../model/random.ts";
import type { DetectorKind, DetectorSettings, DetectorWords } from "./detector.ts";
import { StatePage } from "./state-page.ts";

/** For tests: an empty series of a kind under its defaults, some of them changed. */
export function pageOf(kind: DetectorKind, settings: DetectorSettings = {}, words: DetectorWords = {}): StatePage {
  return new StatePage(kind.create({ ...kind.defaults, ...settings }, words));
}

/** For tests: ordinary values, normal around 20 with standard deviation 2. */
export function ordinary(count: number, seed = 1): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => 20 + 2 * random.normal());
}

/** For tests: values between 95 and 105, all within two of their standard deviations, which are learned as they are. */
export function calm(count: number, seed = 3): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => 100 + 10 * (random.next() - 0.5));
}
