import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { OptionPath } from "./faults.ts";

/** YAML text with its line numbers. */
export interface YamlSource {
  /** What it says; options without a value are left out. Undefined if it is no YAML. */
  readonly content: unknown;
  /** What is wrong with the text itself. */
  readonly syntaxFaults: readonly { readonly line: number; readonly message: string }[];
  /** Line of an option, or of the nearest one around it that the text has; from 1. */
  readonly lineOf: (option: OptionPath) => number;
}

/** Reads YAML 1.2. Never throws. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const syntaxFaults = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: lines.linePos(pos[0]).line,
    message: (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, ""),
  }));
  let content: unknown;
  try {
    content = syntaxFaults.length === 0 ? withoutNulls(document.toJS()) : undefined;
  } catch (error) {
    // Aliases that multiply beyond the library's limit.
    syntaxFaults.push({ line: 1, message: error instanceof Error ? error.message : String(error) });
  }
  return { content, syntaxFaults, lineOf: (option) => lines.linePos(offsetOf(document.contents, option)).line || 1 };
}

function offsetOf(root: unknown, option: OptionPath): number {
  let node = root;
  let offset = 0;
  for (const step of option) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step) : undefined;
    const place: unknown = isSeq(node) ? node.items[Number(step)] : pair?.key;
    if (isNode(place)) offset = place.range?.[0] ?? offset;
    node = isSeq(node) ? place : pair?.value;
  }
  return offset;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== null).map(([key, held]) => [key, withoutNulls(held)]));
}
