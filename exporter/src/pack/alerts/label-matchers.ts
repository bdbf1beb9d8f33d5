import { ConditionError, unknownName } from "./condition-error.ts";
import type { Measured } from "./measured.ts";
import type { Tree } from "./tree.ts";

const RULE = 'a condition whose where() compares labels, like where(status == "500"), where(status.startsWith("5") && method in ["GET", "HEAD"])';

/** Label matchers of PromQL for the condition within `where(…)`. @throws ConditionError */
export function labelMatchers(tree: Tree, of: Measured): string {
  if (tree.kind === "binary" && tree.sign === "&&") return `${labelMatchers(tree.left, of)},${labelMatchers(tree.right, of)}`;
  if (tree.kind === "binary") return compared(tree.sign, label(tree.left, of), tree.right);
  if (tree.kind !== "call" || tree.on === undefined) throw new ConditionError(RULE);
  const pattern = METHODS.get(tree.name);
  const [argument, ...more] = tree.args;
  if (pattern === undefined || argument === undefined || more.length > 0) throw new ConditionError(RULE);
  return `${label(tree.on, of)}=~${JSON.stringify(pattern(text(argument)))}`;
}

/** PromQL's patterns are anchored at both ends. */
const METHODS: ReadonlyMap<string, (argument: string) => string> = new Map([
  ["startsWith", (start) => `${escaped(start)}.*`],
  ["endsWith", (end) => `.*${escaped(end)}`],
  ["contains", (part) => `.*${escaped(part)}.*`],
]);

function compared(sign: string, name: string, right: Tree): string {
  if (sign === "==") return `${name}=${JSON.stringify(text(right))}`;
  if (sign === "!=") return `${name}!=${JSON.stringify(text(right))}`;
  if (sign !== "in" || right.kind !== "list") throw new ConditionError(RULE);
  return `${name}=~${JSON.stringify(right.items.map((item) => escaped(text(item))).join("|"))}`;
}

function label(tree: Tree, of: Measured): string {
  if (tree.kind !== "name") throw new ConditionError(RULE);
  if (!of.labels.includes(tree.name)) throw unknownName(`labels of ${of.name}`, tree.name, of.labels);
  return tree.name;
}

function text(tree: Tree): string {
  if (tree.kind !== "text") throw new ConditionError(RULE);
  return tree.value;
}

function escaped(plain: string): string {
  return plain.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
