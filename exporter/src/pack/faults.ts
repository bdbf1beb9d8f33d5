import { RuleError } from "../mapping/rule-error.ts";

/** Where something stands in a pack, outermost key first. */
export type OptionPath = readonly PropertyKey[];

/** One thing wrong in a pack, or worth telling. */
export interface PackFault {
  /** The pack's name. */
  readonly pack: string;
  /** Line of pack.yml, from 1. */
  readonly line: number;
  /** Path of the option, for example `streams.sensor.measures.temperature.kind`. */
  readonly option: string;
  /** What it must be: reads on after "must be". */
  readonly rule: string;
  /** What it is instead, as JSON and cut; "nothing" where it is missing. */
  readonly value: string;
  /** The remedy, for example the nearest right word; "" = none known. */
  readonly hint: string;
}

/** Packs that can't be compiled. The message has one line a fault. */
export class PackError extends Error {
  override readonly name = "PackError";
  readonly faults: readonly PackFault[];

  constructor(faults: readonly PackFault[]) {
    super(faults.map(faultLine).join("\n"));
    this.faults = faults;
  }
}

/** A fault in one line: `iot/pack.yml:3: streams.sensor.format must be …, got "jsn" (did you mean json?)`. */
export function faultLine({ pack, line, option, rule, value, hint }: PackFault): string {
  return `${pack}/pack.yml:${line}: ${option} must be ${rule}, got ${value}${hint === "" ? "" : ` (${hint})`}`;
}

/** Collects what is wrong with one pack, so that its author learns all of it at once. */
export class PackReport {
  readonly faults: PackFault[] = [];
  readonly warnings: PackFault[] = [];
  readonly #pack: string;
  readonly #lineOf: (option: OptionPath) => number;

  constructor(pack: string, lineOf: (option: OptionPath) => number) {
    this.#pack = pack;
    this.#lineOf = lineOf;
  }

  fault(option: OptionPath, rule: string, value: unknown, hint = ""): void {
    this.faults.push(this.#entry(option, rule, value, hint));
  }

  /** Something that works and will probably be regretted. */
  warn(option: OptionPath, rule: string, value: unknown, hint = ""): void {
    this.warnings.push(this.#entry(option, rule, value, hint));
  }

  /** What `compile` gives; a RuleError becomes a fault, and the result undefined. */
  attempt<T>(option: OptionPath, value: unknown, compile: () => T): T | undefined {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      this.fault(option, error.message, value);
      return undefined;
    }
  }

  #entry(option: OptionPath, rule: string, value: unknown, hint: string): PackFault {
    return { pack: this.#pack, line: this.#lineOf(option), option: option.join(".") || "the file", rule, value: shown(value), hint };
  }
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
