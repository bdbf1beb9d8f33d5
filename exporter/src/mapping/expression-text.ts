import { RuleError } from "./rule-error.ts";

/** A value that an expression reads from outside: a path as it stands in the text. */
interface Input {
  readonly path: string;
  /** False where the expression itself asks for it by `has(…)`. */
  readonly isNeeded: boolean;
}

/** An expression in plain CEL, its paths replaced by names. */
export interface ExpressionText {
  readonly cel: string;
  /** What is named `input0`, `input1`, … in `cel`. */
  readonly inputs: readonly Input[];
  /** Whether it walks a list: `exists`, `all`, `filter` or `map`. */
  readonly walksList: boolean;
  /** Patterns of `matches` that are written out, as CEL literals. */
  readonly patterns: readonly string[];
}

const STRING = String.raw`[rR]?"(?:[^"\\]|\\.)*"|[rR]?'(?:[^'\\]|\\.)*'`;
// A name before "(" is a method, not a field. Names with a hyphen would be differences: they go in brackets.
const PATH = String.raw`\$\$?(?:\.[A-Za-z_]\w*(?![\w]|\s*\()|\[\d{1,9}\]|\["(?:[^"\\]|\\.)*"\])*|\{[A-Za-z_]\w*\}|header\([A-Za-z][\w-]*\)`;
const TOKENS = new RegExp(String.raw`(?<text>${STRING})|\bhas\(\s*(?<asked>${PATH})\s*\)|(?<path>${PATH})|(?<match>\.\s*matches\s*\()`, "g");
const WALK = /(\w*)\s*\.\s*(map|filter|exists|exists_one|all)\s*\(/g;
const MAX_LENGTH = 1_000;

/**
 * Finds the paths in an expression and gives each a name that CEL takes. `has(path)` becomes a comparison with null.
 * @throws RuleError for what would make its cost unbounded
 */
export function readExpressionText(text: string): ExpressionText {
  if (text.length > MAX_LENGTH) throw new RuleError(`an expression of ${MAX_LENGTH} characters at the most`);
  const asked = new Set<string>();
  const paths: string[] = [];
  const nameOf = (path: string): string => `input${paths.includes(path) ? paths.indexOf(path) : paths.push(path) - 1}`;
  const replaced = (isBlank: boolean): string => text.replace(TOKENS, (...found) => {
    const { text: literal, asked: optional, path = "", match } = found.at(-1) as Readonly<Record<string, string | undefined>>;
    if (literal !== undefined) return isBlank ? '""' : literal;
    if (match !== undefined) return ".matchesPattern(";
    if (optional === undefined) return nameOf(path);
    asked.add(optional);
    return `(${nameOf(optional)} != null)`;
  });
  const code = replaced(true);
  const walks = [...code.matchAll(WALK)];
  checkCost(code, walks);
  const cel = replaced(false);
  const patterns = [...cel.matchAll(new RegExp(String.raw`\.matchesPattern\(\s*(${STRING})\s*\)`, "g"))].map(([, pattern = ""]) => pattern);
  return { cel, inputs: paths.map((path) => ({ path, isNeeded: !asked.has(path) })), walksList: walks.length > 0, patterns };
}

/** One walk over one list of the record: walks in walks, and lists that grow, would cost without bound. */
function checkCost(code: string, walks: readonly RegExpExecArray[]): void {
  if (walks.length > 1) throw new RuleError("an expression that walks one list at the most");
  const [, list = ""] = walks[0] ?? [];
  if (walks.length === 1 && !/^input\d+$/.test(list)) throw new RuleError("an expression that walks a list of the record, like $.items.exists(item, item.price > 10.0)");
  if (/\bcel\b|\bjoin\s*\(/.test(code)) throw new RuleError("an expression without cel.bind and join");
}
