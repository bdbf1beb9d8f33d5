import { CONTROL_PREFIX } from "../contract/subjects.ts";
import type { PackContext } from "./compile-stream.ts";
import type { PackReport } from "./faults.ts";
import type { PackSpec } from "./schema.ts";
import { RuleError } from "../mapping/rule-error.ts";
import { covers, overlaps, parseSubject } from "./subject-pattern.ts";

/** A subject that the log must capture for a pack. */
export interface Capture {
  readonly filter: readonly string[];
  readonly report: PackReport;
}

/** What a pack wants captured: `<pack>.>` unless it says otherwise. */
export function packCaptures(spec: PackSpec, { pack, report }: PackContext): Capture[] {
  return (spec.captures ?? [`${pack}.>`]).flatMap((text, at) => {
    const filter = report.attempt(["captures", at], text, () => parseCapture(text));
    return filter === undefined ? [] : [{ filter, report }];
  });
}

function parseCapture(text: string): readonly string[] {
  const { filter, names } = parseSubject(text);
  if (names.length > 0) throw new RuleError("a subject that binds no names");
  return filter;
}

/**
 * What the log captures for all packs and for control messages, sorted. One capture within another is left out;
 * two that share some subjects only are a fault, since the server refuses them.
 */
export function allCaptures(wanted: readonly Capture[]): string[] {
  const kept: string[] = [`${CONTROL_PREFIX}.>`];
  for (const [at, { filter, report }] of wanted.entries()) {
    const text = filter.join(".");
    const isCovered = wanted.some((other, place) => covers(other.filter, filter) && (place < at || !covers(filter, other.filter)));
    if (!isCovered) kept.push(text);
    const crossing = wanted.slice(0, at).find((other) => areCrossing(other.filter, filter));
    if (crossing !== undefined) report.fault(["captures"], `apart from ${crossing.filter.join(".")}`, text, "widen one so that it holds the other");
  }
  return kept.sort();
}

function areCrossing(one: readonly string[], two: readonly string[]): boolean {
  return overlaps(one, two) && !covers(one, two) && !covers(two, one);
}
