import type { Fields } from "../parts/fields.ts";
import { fieldName, setField } from "../parts/fields.ts";
import { PatternError } from "./parse.ts";
import type { Capture, Step } from "./parse.ts";
import { isBlank, scanBlanks } from "./scan.ts";
import type { Scan } from "./scan.ts";

/** Where a DATA ends is looked for by so many characters of what stands behind it: more would let the search be slow. */
const LONGEST_TARGET = 32;

/** A field of the record and where its text was found in the line under way. */
interface Slot {
  readonly field: string;
  readonly value: (text: string) => unknown;
  start: number;
  end: number;
}

/**
 * A pattern compiled once, at load. Each of its steps is tried once a line and reads on from where the one before ended, so
 * that a line costs at most (1 + optional parts) times its length. Not to be used again from within itself.
 */
export class PatternMatcher {
  /** 1 + the number of optional parts: how often a line may be read over at the most. */
  readonly attempts: number;
  readonly #steps: readonly Scan[];
  readonly #slots: Slot[] = [];
  /** How far the last line that did not fit was read. */
  reached = 0;

  /** @throws PatternError */
  constructor(steps: readonly Step[]) {
    this.attempts = 1 + countOptional(steps);
    this.#steps = this.#compile(steps, []);
  }

  /** The record of a line that fits as a whole, else undefined. */
  match(line: string): Fields | undefined {
    for (const slot of this.#slots) slot.start = -1;
    let at = 0;
    for (const step of this.#steps) {
      this.reached = at;
      at = step(line, at);
      if (at < 0) return undefined;
    }
    this.reached = at;
    return at === line.length ? this.#record(line) : undefined;
  }

  #record(line: string): Fields {
    const record: Fields = {};
    for (const { field, value, start, end } of this.#slots) {
      if (start >= 0 && end > start) setField(record, field, value(line.slice(start, end)));
    }
    return record;
  }

  /** @param behind the steps that follow those, for a DATA at their end */
  #compile(steps: readonly Step[], behind: readonly Step[]): Scan[] {
    return steps.map((step, at) => this.#compileStep(step, [...steps.slice(at + 1), ...behind]));
  }

  #compileStep(step: Step, behind: readonly Step[]): Scan {
    switch (step.kind) {
      case "text": return (line, at) => (line.startsWith(step.text, at) ? at + step.text.length : -1);
      case "blanks": return scanBlanks;
      case "rest": return this.#captured((line) => line.length, step.capture);
      case "data": return this.#captured(scanData(behind), step.capture);
      case "optional": return this.#optional(this.#compile(step.steps, behind));
      case "group": return this.#captured(sequence(this.#compile(step.steps, behind)), step.capture);
      case "piece": return this.#captured(dashOr(step.piece.scan, step.capture), step.capture, step.piece.value);
    }
  }

  #captured(scan: Scan, capture: Capture | undefined, value?: (text: string) => unknown): Scan {
    if (capture === undefined) return scan;
    const slot = this.#slot(capture, value);
    const { isDashNothing } = capture;
    return (line, at) => {
      const end = scan(line, at);
      if (end < 0) return -1;
      const isNothing = isDashNothing && end === at + 1 && line.charCodeAt(at) === DASH;
      slot.start = isNothing ? -1 : at;
      slot.end = end;
      return end;
    };
  }

  #slot({ field, isNumber }: Capture, value: (text: string) => unknown = asText): Slot {
    const slot = { field: fieldName(field), value: isNumber ? Number : value, start: -1, end: -1 };
    this.#slots.push(slot);
    return slot;
  }

  /** What an optional part that does not fit had found by then is forgotten. */
  #optional(steps: readonly Scan[]): Scan {
    const slots = this.#slots;
    const scan = sequence(steps);
    return (line, at) => {
      const end = scan(line, at);
      if (end >= 0) return end;
      for (const slot of slots) if (slot.start >= at) slot.start = -1;
      return at;
    };
  }
}

const DASH = 0x2d;
const asText = (text: string): string => text;

function countOptional(steps: readonly Step[]): number {
  let count = 0;
  for (const step of steps) {
    if (step.kind === "optional") count += 1 + countOptional(step.steps);
    else if (step.kind === "group") count += countOptional(step.steps);
  }
  return count;
}

function sequence(steps: readonly Scan[]): Scan {
  return (line, at) => {
    let end = at;
    for (const step of steps) {
      end = step(line, end);
      if (end < 0) return -1;
    }
    return end;
  };
}

/** Where `?` says so, a lone dash fits too. */
function dashOr(scan: Scan, capture: Capture | undefined): Scan {
  if (capture?.isDashNothing !== true) return scan;
  return (line, at) => {
    const end = scan(line, at);
    return end < 0 && line.charCodeAt(at) === DASH ? at + 1 : end;
  };
}

/** Reads up to the first place where the text behind it stands; to the end of the line if nothing does. */
function scanData(behind: readonly Step[]): Scan {
  if (behind.length === 0) return (line) => line.length;
  const target = targetOf(behind);
  const isBlankFirst = target.startsWith(" ");
  return (line, at) => {
    const found = target === " " ? nextBlank(line, at) : line.indexOf(target, at);
    if (found < 0) return -1;
    let end = found;
    while (isBlankFirst && end > at && isBlank(line, end - 1)) end--;
    return end;
  };
}

function nextBlank(line: string, at: number): number {
  for (let end = at; end < line.length; end++) if (isBlank(line, end)) return end;
  return -1;
}

/** The text that must come next, as far as it is known. */
function targetOf(behind: readonly Step[]): string {
  let target = "";
  for (const step of behind) {
    if (step.kind === "text") target += step.text;
    else if (step.kind === "blanks") target += " ";
    else break;
  }
  if (target === "") throw new PatternError("a pattern with text or blanks behind each DATA, unless it is the last");
  return target.slice(0, LONGEST_TARGET);
}
