import type { Format, FormatOptions } from "./format.ts";
import { FormatOptionError } from "./format.ts";
import { decodeLines } from "./parts/lines.ts";
import { PatternMatcher } from "./pattern/match.ts";
import { parsePattern, patternNames, PatternError } from "./pattern/parse.ts";

/** How often a line may be read over, with all patterns and their optional parts. */
const MOST_ATTEMPTS = 32;
const NAME = /^[A-Z][A-Z0-9_]{0,63}$/;
const NAME_RULE = "a name of capital letters, digits and underscores that no shipped pattern has";

/**
 * Lines that fit a pattern (pattern/parse.ts), one record a line: of access logs, application logs, syslog. Of several
 * patterns the first that fits counts. Records are objects of text by field; a field that is empty is left out.
 * The cost of a line is bounded by its length times the patterns and their optional parts, 32 at the most.
 */
export const text: Format = {
  name: "text",
  options: ["pattern", "patterns"],
  compile: (options, limits) => {
    const matchers = compileMatchers(options);
    return decodeLines(limits, (line, sink) => {
      for (const matcher of matchers) {
        const record = matcher.match(line);
        if (record === undefined) continue;
        sink.record(record);
        return;
      }
      sink.reject({ reason: "bad_syntax", detail: misfit(line, matchers) });
    });
  },
};

function compileMatchers({ pattern, patterns = {} }: FormatOptions): PatternMatcher[] {
  const taken = patternNames({});
  for (const [name, own] of Object.entries(patterns)) {
    if (!NAME.test(name) || taken.has(name)) throw new FormatOptionError(["patterns", name], NAME_RULE, name);
    compileMatcher(own, patterns, ["patterns", name]);
  }
  if (pattern === undefined) throw new FormatOptionError(["pattern"], "there: what a line looks like, for example %{COMBINED}", pattern);
  const matchers = [pattern].flat().map((one) => compileMatcher(one, patterns, ["pattern"]));
  const attempts = matchers.reduce((sum, matcher) => sum + matcher.attempts, 0);
  if (attempts > MOST_ATTEMPTS) {
    throw new FormatOptionError(["pattern"], `${MOST_ATTEMPTS} patterns and optional parts at the most, all counted`, attempts);
  }
  return matchers;
}

function compileMatcher(pattern: string, own: Readonly<Record<string, string>>, option: FormatOptionError["option"]): PatternMatcher {
  try {
    return new PatternMatcher(parsePattern(pattern, own));
  } catch (error) {
    if (error instanceof PatternError) throw new FormatOptionError(option, error.message, pattern);
    throw error;
  }
}

/** Says where the pattern that got furthest could not go on. */
function misfit(line: string, matchers: readonly PatternMatcher[]): string {
  const reached = Math.max(...matchers.map((matcher) => matcher.reached));
  const rest = line.slice(reached, reached + 40);
  return `line fits no pattern: none goes on at character ${reached + 1}, ${rest === "" ? "the end" : JSON.stringify(rest)}`;
}
