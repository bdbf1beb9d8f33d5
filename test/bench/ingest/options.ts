import { parseArgs } from "node:util";

/** How large a run is; the defaults are the ones that figures are quoted of. */
export interface BenchOptions {
  /** Messages stored for the comparison with the raw client. */
  readonly messages: number;
  /** How often each of the two reads them. */
  readonly rounds: number;
  /** Series of the run with many. */
  readonly series: number;
  /** How long that one goes on with messages coming in, seconds; 15 or more see a checkpoint. */
  readonly seconds: number;
  /** Messages a second meanwhile. */
  readonly rate: number;
  /** Folder for CPU profiles of the exporter, which cost some of its speed; undefined = none. */
  readonly profile: string | undefined;
  /** Only compares this detector with the pack's z-score; undefined = everything else is measured. */
  readonly against: string | undefined;
}

const defaults = { messages: 2_000_000, rounds: 5, series: 1_000_000, seconds: 35, rate: 20_000 };

/** Reads `--messages`, `--rounds`, `--series`, `--seconds`, `--rate`, `--profile`, `--against`. Throws where one is unknown or a number is no whole number above 0. */
export function readOptions(args: string[]): BenchOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args, options: { messages: text, rounds: text, series: text, seconds: text, rate: text, profile: text, against: text } });
  const number = (name: keyof typeof defaults): number => {
    const value = Number(values[name] ?? defaults[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above 0, got ${String(values[name])}`);
    return value;
  };
  return {
    messages: number("messages"), rounds: number("rounds"), series: number("series"), seconds: number("seconds"), rate: number("rate"),
    profile: values.profile, against: values.against,
  };
}
