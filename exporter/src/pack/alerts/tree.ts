import type { ASTNode } from "@marcbachmann/cel-js";
import { Environment } from "@marcbachmann/cel-js";
import { ConditionError } from "./condition-error.ts";

/** A condition as it is written, in the few kinds that conditions have. */
export type Tree =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  /** `traffic` or `levels.on_hand`. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Tree[] }
  | { readonly kind: "binary"; readonly sign: string; readonly left: Tree; readonly right: Tree }
  /** `name(args)`, or `on.name(args)`. */
  | { readonly kind: "call"; readonly name: string; readonly on: Tree | undefined; readonly args: readonly Tree[] }
  /** Whatever else CEL has. */
  | { readonly kind: "other" };

const MAX_LENGTH = 500;
const OTHER: Tree = { kind: "other" };
const environment = new Environment({ limits: { maxAstNodes: 100, maxDepth: 16, maxListElements: 50, maxCallArguments: 8 } });

/** Reads a condition in CEL's grammar. @throws ConditionError */
export function readTree(when: string): Tree {
  if (when.length > MAX_LENGTH) throw new ConditionError(`a condition of ${MAX_LENGTH} characters at the most`);
  try {
    return treeOf(environment.parse(when).ast);
  } catch (cause) {
    const [why = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    throw new ConditionError(`a condition in CEL (${why.slice(0, 120)})`);
  }
}

function treeOf(node: ASTNode): Tree {
  if (node.op === "value") return literal(node.args);
  if (node.op === "id") return { kind: "name", name: node.args };
  if (node.op === "list") return { kind: "list", items: node.args.map(treeOf) };
  if (node.op === "-_") return { kind: "binary", sign: "-", left: { kind: "number", value: 0 }, right: treeOf(node.args) };
  if (node.op === "call") return { kind: "call", name: node.args[0], on: undefined, args: node.args[1].map(treeOf) };
  if (node.op === "rcall") return { kind: "call", name: node.args[0], on: treeOf(node.args[1]), args: node.args[2].map(treeOf) };
  return fieldOrBinary(node);
}

function literal(value: unknown): Tree {
  if (typeof value === "string") return { kind: "text", value };
  return typeof value === "bigint" || typeof value === "number" ? { kind: "number", value: Number(value) } : OTHER;
}

function fieldOrBinary({ op: sign, args }: ASTNode): Tree {
  const [left, right, ...more] = Array.isArray(args) ? (args as readonly unknown[]) : [];
  if (!isNode(left) || more.length > 0) return OTHER;
  if (sign === "." && left.op === "id" && typeof right === "string") return { kind: "name", name: `${left.args}.${right}` };
  return isNode(right) ? { kind: "binary", sign, left: treeOf(left), right: treeOf(right) } : OTHER;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}
