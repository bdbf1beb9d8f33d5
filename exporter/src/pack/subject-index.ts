import type { SubjectMatch } from "./plan.ts";
import type { SubjectPattern } from "./subject-pattern.ts";
import { compareSpecificity, covers } from "./subject-pattern.ts";

/** Subjects remembered; some 200 bytes each. A flood of new ones is garbage that the collector has to move: few are better. */
const MAX_REMEMBERED = 16_384;

/**
 * Finds the stream of a subject: the most specific pattern that matches. `patterns` stand in the order of the streams.
 * One look-up for a subject seen before; else one comparison a pattern. When the memory is full it begins anew,
 * so that a flood of new subjects costs time but no more memory.
 */
export function compileMatch(patterns: readonly SubjectPattern[]): (subject: string) => SubjectMatch | undefined {
  const ordered = patterns
    .map((pattern, stream) => ({ pattern, stream }))
    .sort((a, b) => compareSpecificity(a.pattern.filter, b.pattern.filter));
  const remembered = new Map<string, SubjectMatch | undefined>();

  const find = (subject: string): SubjectMatch | undefined => {
    const tokens = subject.split(".");
    const found = ordered.find(({ pattern }) => covers(pattern.filter, tokens));
    return found && { stream: found.stream, tokens: found.pattern.places.map((place) => tokens[place] ?? "") };
  };
  return (subject) => {
    const known = remembered.get(subject);
    if (known !== undefined || remembered.has(subject)) return known;
    const match = find(subject);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(subject, match);
    return match;
  };
}
