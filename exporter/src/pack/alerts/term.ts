import { ConditionError, unknownName } from "./condition-error.ts";
import type { Chosen } from "./functions.ts";
import { MEASURE_FUNCTIONS, newest } from "./functions.ts";
import { labelMatchers } from "./label-matchers.ts";
import type { Measured, Term, Vector } from "./measured.ts";
import type { Tree } from "./tree.ts";

/** What a condition may name: the measures and KPIs of its pack. */
export type Scope = ReadonlyMap<string, Measured>;

const AGGREGATIONS: readonly string[] = ["sum", "max", "min", "count"];
const RULE = 'a condition over measures and KPIs, like levels.on_hand < 5, sum(answers.where(status.startsWith("5"))) / sum(answers) > 0.05 or added(orders.large, "1m") > 0';

/** One side of a comparison as PromQL. @throws ConditionError */
export function compileTerm(tree: Tree, scope: Scope): Term {
  switch (tree.kind) {
    case "number": return tree.value;
    case "binary": return calculate(tree.sign, compileTerm(tree.left, scope), compileTerm(tree.right, scope));
    case "call": return call(tree, scope);
    case "name": return newest(choose(tree, scope));
    case "text": case "list": case "other": throw new ConditionError(RULE);
  }
}

type Call = Extract<Tree, { kind: "call" }>;

function call(tree: Call, scope: Scope): Vector {
  const { name, on, args } = tree;
  if (on !== undefined) return name === "by" ? aggregatedBy(on, args, scope) : newest(choose(tree, scope));
  const [first, second, ...more] = args;
  if (first === undefined || more.length > 0) throw new ConditionError(RULE);
  if (AGGREGATIONS.includes(name)) return aggregate(name, compileTerm(first, scope), []);
  const make = MEASURE_FUNCTIONS.get(name);
  if (make === undefined) throw unknownName("functions", name, [...MEASURE_FUNCTIONS.keys(), ...AGGREGATIONS]);
  return make(choose(first, scope), second?.kind === "text" ? second.value : second && "");
}

/** `sum(…).by(label, …)` */
function aggregatedBy(on: Tree, args: readonly Tree[], scope: Scope): Vector {
  const [of] = on.kind === "call" ? on.args : [];
  if (on.kind !== "call" || of === undefined || on.on !== undefined || !AGGREGATIONS.includes(on.name)) throw new ConditionError("a condition with by() behind sum, max, min or count, like sum(answers).by(status)");
  const inner = compileTerm(of, scope);
  const labels = args.map((label) => (label.kind === "name" ? label.name : ""));
  const known = typeof inner === "number" ? [] : inner.labels;
  for (const label of labels) if (!known.includes(label)) throw unknownName("labels in by()", label, known);
  return aggregate(on.name, inner, labels);
}

/** Labels of the scrape, like instance, are kept: each Eddy is judged by itself. */
function aggregate(name: string, inner: Term, by: readonly string[]): Vector {
  if (typeof inner === "number") throw new ConditionError(`a condition with ${name}() of a measure or KPI`);
  const gone = inner.labels.filter((label) => !by.includes(label));
  return { ...inner, labels: [...by].sort(), promql: (all) => `${name} without (${gone.join(", ")}) (${inner.promql(all)})`, unit: name === "count" ? "" : inner.unit };
}

function calculate(sign: string, left: Term, right: Term): Term {
  const operation = OPERATIONS.get(sign);
  if (operation === undefined) throw new ConditionError(RULE);
  if (typeof left === "number" && typeof right === "number") return finite(operation(left, right));
  const vectors = [left, right].filter((side) => typeof side !== "number");
  const [vector, other = vector] = vectors;
  if (vector === undefined || other === undefined) throw new ConditionError(RULE);
  checkLabels(vector, other);
  return {
    ...vector, metrics: [...new Set(vectors.flatMap(({ metrics }) => metrics))], unit: unitOf(sign, left, right),
    promql: (all) => `(${text(left, all)} ${sign} ${text(right, all)})`,
  };
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new ConditionError("a condition over finite numbers");
  return value;
}

const OPERATIONS: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ["+", (left, right) => left + right],
  ["-", (left, right) => left - right],
  ["*", (left, right) => left * right],
  ["/", (left, right) => left / right],
]);

/** Values of one unit divided are a ratio; a number times a value is in the value's unit. */
function unitOf(sign: string, left: Term, right: Term): string {
  if (typeof left === "number") return typeof right === "number" || sign === "/" ? "" : right.unit;
  if (typeof right === "number" || sign === "+" || sign === "-") return left.unit;
  return sign === "/" && left.unit === right.unit ? "ratio" : "";
}

/** PromQL of a term. */
export function text(term: Term, matchers: string): string {
  return typeof term === "number" ? String(term) : term.promql(matchers);
}

/** Series are put together by their labels, so both must have the same. @throws ConditionError */
export function checkLabels(left: Vector, right: Vector): void {
  if (left.labels.join() === right.labels.join()) return;
  const named = ({ of, labels }: Vector): string => `${of.name} has ${labels.length === 0 ? "none" : labels.join(", ")}`;
  throw new ConditionError(`a condition over values of equal labels, by sum(…).by(…) where need be (${named(left)}; ${named(right)})`);
}

/** A measure or KPI, with `.where(…)` some of its series. */
function choose(tree: Tree, scope: Scope): Chosen {
  if (tree.kind === "call" && tree.name === "where" && tree.on !== undefined) {
    const { of, matchers } = choose(tree.on, scope);
    const [condition, ...more] = tree.args;
    if (condition === undefined || more.length > 0) throw new ConditionError(RULE);
    return { of, matchers: [matchers, labelMatchers(condition, of)].filter((part) => part !== "").join(",") };
  }
  if (tree.kind !== "name") throw new ConditionError(RULE);
  const of = scope.get(tree.name);
  if (of === undefined) throw unknownName("the pack's measures and KPIs", tree.name, [...scope.keys()]);
  return { of, matchers: "" };
}
