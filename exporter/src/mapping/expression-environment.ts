import { Environment } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { RuleError } from "./rule-error.ts";
import { sentimentOf } from "./sentiment.ts";

/** Longest text that a pattern is looked for in, UTF-16 code units: RE2JS takes up to 9 µs each. */
const MAX_MATCHED = 2_048;
const MAX_PATTERN = 256;
const PATTERNS_KEPT = 64;

/**
 * The language of packs: CEL, and beside it arithmetic between JSON's numbers and whole literals, `sentiment(text)`,
 * `abs`, `least`, `greatest` and `matches` in linear time. Made once an expression, at load: half a millisecond.
 */
export function expressionEnvironment(inputs: number): Environment {
  const environment = new Environment({ limits: { maxAstNodes: 200, maxDepth: 24, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 8 } });
  for (let i = 0; i < inputs; i++) environment.registerVariable(`input${i}`, "dyn");
  registerArithmetic(environment);
  return environment
    .registerFunction("sentiment(string): double", sentimentOf)
    .registerFunction("abs(double): double", Math.abs)
    .registerFunction("least(double, double): double", Math.min)
    .registerFunction("greatest(double, double): double", Math.max)
    .registerFunction("string.matchesPattern(string): bool", compileMatches());
}

/** A pattern of `matches` that can't be one is told at load. @throws RuleError */
export function compilePattern(pattern: string): RE2JS {
  if (pattern.length > MAX_PATTERN) throw new RuleError(`a pattern of ${MAX_PATTERN} characters at the most`);
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RuleError(`an expression with patterns of RE2 syntax (${why})`, { cause });
  }
}

/** CEL itself keeps whole numbers and fractions apart, and every number of a JSON payload is a fraction: `$.n * 2` would fail. */
function registerArithmetic(environment: Environment): void {
  const operators: readonly [string, (a: number, b: number) => number][] = [
    ["+", (a, b) => a + b], ["-", (a, b) => a - b], ["*", (a, b) => a * b], ["/", (a, b) => a / b],
  ];
  for (const [sign, calculate] of operators) {
    environment.registerOperator(`double ${sign} int`, (a: number, b: bigint) => calculate(a, Number(b)));
    environment.registerOperator(`int ${sign} double`, (a: bigint, b: number) => calculate(Number(a), b));
  }
  environment.registerOperator("double % int", (a: number, b: bigint) => a % Number(b));
}

function compileMatches(): (text: string, pattern: string) => boolean {
  const compiled = new Map<string, RE2JS>();
  return (text, pattern) => {
    if (text.length > MAX_MATCHED) throw new RuleError(`matches: a text of ${MAX_MATCHED} characters at the most`);
    let found = compiled.get(pattern);
    if (found === undefined) {
      found = compilePattern(pattern);
      if (compiled.size >= PATTERNS_KEPT) compiled.clear();
      compiled.set(pattern, found);
    }
    return found.matcher(text).find();
  };
}
