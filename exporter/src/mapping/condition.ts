import type { Rejection } from "../model/rejection.ts";
import { compileExpression } from "./expression.ts";
import { describe } from "./failure.ts";
import type { RecordContext } from "./mapper.ts";
import type { PathScope } from "./path.ts";
import { RuleError } from "./rule-error.ts";

/** Whether a record is meant; a rejection where that can't be told. Never throws. */
export type Condition = (record: unknown, context: RecordContext) => boolean | Rejection;

/**
 * Compiles a condition like `$.type == "order" && $.total > 0`, with or without `=` before it.
 * It does not hold where a path that it needs has nothing.
 * @throws RuleError
 */
export function compileCondition(text: string, scope: PathScope): Condition {
  const { type, read } = compileExpression(text.replace(/^\s*=(?!=)/, ""), scope);
  if (type !== "bool" && type !== "dyn") throw new RuleError(`a condition, true or false (it gives a ${type})`);
  return (record, context) => {
    const value = read(record, context) ?? false;
    if (typeof value === "boolean") return value;
    return { reason: "bad_type", detail: `${text} must be true or false, got ${describe(value)}`.slice(0, 200) };
  };
}
