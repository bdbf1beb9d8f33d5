import { compileExpression } from "./expression.ts";
import type { PathScope } from "./path.ts";
import type { Read } from "./read.ts";
import { compilePath } from "./path.ts";
import { RuleError } from "./rule-error.ts";

/** What a value will be used as: an expression that can only give something else is refused at load. */
export type Use = "number" | "text" | "any";

const NUMBERS: readonly string[] = ["double", "int", "uint"];
const FITTING: Readonly<Record<Use, (type: string) => boolean>> = {
  number: (type) => NUMBERS.includes(type),
  text: (type) => type === "string" || type === "bool" || NUMBERS.includes(type),
  any: () => true,
};

/**
 * Compiles what stands behind `from:`: a path, or behind `=` an expression.
 * @throws RuleError
 */
export function compileSource(from: string, scope: PathScope, use: Use): Read {
  const expression = /^\s*=(.*)$/s.exec(from)?.[1];
  if (expression === undefined) return compilePath(from, scope);
  const { type, read } = compileExpression(expression, scope);
  if (type !== "dyn" && !FITTING[use](type)) throw new RuleError(`an expression that gives a ${use} (it gives a ${type})`);
  return read;
}
