import { parseArgs } from "node:util";
import type { DetectorSettings } from "#exporter/detectors/detector";

/** What a run measures. */
export interface BenchOptions {
  readonly detector: string;
  readonly settings: DetectorSettings;
}

/** Reads `--detector` and `--set name=number`. Throws where one is unknown or unreadable. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({ args, options: { detector: { type: "string", default: "z-score" }, set: { type: "string", multiple: true, default: [] } } });
  return { detector: values.detector, settings: Object.fromEntries(values.set.map(readSetting)) };
}

function readSetting(text: string): [string, number] {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  const number = Number(value);
  if (name === undefined || Number.isNaN(number)) throw new Error(`--set must be <setting>=<number>, got ${text}`);
  return [name, number];
}
