import { describe } from "./failure.ts";
import type { Items } from "./mapper.ts";
import type { PathScope } from "./path.ts";
import { compilePath } from "./path.ts";
import { RuleError } from "./rule-error.ts";

const EACH = /^(\$.*)\[\*\]$/s;

/**
 * Compiles `$.items[*]`: the list whose items become an event each.
 * @throws RuleError
 */
export function compileEach(path: string, scope: PathScope): Items {
  const list = EACH.exec(path)?.[1];
  if (list === undefined || list.startsWith("$$")) throw new RuleError("a path to a list like $.items[*]");
  const read = compilePath(list, scope);
  return (record, context) => {
    const items = read(record, context);
    if (Array.isArray(items) && items.length > 0) return items as readonly unknown[];
    if (items === undefined || items === null || Array.isArray(items)) return { reason: "missing_field", detail: `${list} must hold one item at least` };
    return { reason: "bad_type", detail: `${list} must be a list, got ${describe(items)}`.slice(0, 200) };
  };
}
