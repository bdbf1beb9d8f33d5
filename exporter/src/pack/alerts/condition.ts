import { ConditionError } from "./condition-error.ts";
import type { Selected, Term, Vector } from "./measured.ts";
import type { Scope } from "./term.ts";
import { checkLabels, compileTerm, text } from "./term.ts";
import type { Tree } from "./tree.ts";
import { readTree } from "./tree.ts";

/** A condition compiled: it holds for each series that its PromQL gives. */
export interface Condition {
  readonly promql: Selected;
  /** What is compared, and with what: the first comparison's sides, the measured one first. */
  readonly value: Vector;
  readonly limit: Term;
  /** Names of all metrics that it reads. */
  readonly metrics: readonly string[];
}

/** Turned round, so that the measured side stands first: a comparison of PromQL gives the left side's value. */
const MIRRORED: ReadonlyMap<string, string> = new Map([["<", ">"], ["<=", ">="], [">", "<"], [">=", "<="], ["==", "=="], ["!=", "!="]]);

/** How two conditions on the same series are joined. */
const JOINED: ReadonlyMap<string, string> = new Map([["&&", "and"], ["||", "or"]]);

/**
 * Compiles a condition over measures and KPIs, in CEL's grammar, to PromQL.
 * @throws ConditionError
 */
export function compileCondition(when: string, scope: Scope): Condition {
  return compile(readTree(when), scope);
}

function compile(tree: Tree, scope: Scope): Condition {
  if (tree.kind === "binary") {
    const word = JOINED.get(tree.sign);
    if (word !== undefined) return joined(word, compile(tree.left, scope), compile(tree.right, scope));
    const mirrored = MIRRORED.get(tree.sign);
    if (mirrored !== undefined) return compared(tree.sign, mirrored, compileTerm(tree.left, scope), compileTerm(tree.right, scope));
  }
  throw new ConditionError("a condition that compares, like levels.on_hand < 5, joined by && and ||");
}

function compared(sign: string, mirrored: string, left: Term, right: Term): Condition {
  const [value, operator, limit] = typeof left === "number" ? [right, mirrored, left] : [left, sign, right];
  if (typeof value === "number") throw new ConditionError("a condition over a measure or KPI, not over numbers alone");
  if (typeof limit !== "number") checkLabels(value, limit);
  const metrics = typeof limit === "number" ? value.metrics : [...value.metrics, ...limit.metrics];
  return { promql: (all) => `${value.promql(all)} ${operator} ${text(limit, all)}`, value, limit, metrics: [...new Set(metrics)] };
}

/** Holds for a series where both hold, or one: values and limits are those of the first. */
function joined(word: string, one: Condition, other: Condition): Condition {
  checkLabels(one.value, other.value);
  return { ...one, promql: (all) => `(${one.promql(all)}) ${word} (${other.promql(all)})`, metrics: [...new Set([...one.metrics, ...other.metrics])] };
}
