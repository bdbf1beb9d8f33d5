import { readFileSync } from "node:fs";
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Document } from "yaml";
import { ConfigError } from "./config-error.ts";

/** A YAML file as plain values that still know their lines. */
export interface YamlFile {
  readonly content: unknown;
  /** Line, from 1, of the option, or of the nearest one around it that the file has. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Throws a ConfigError if the file, which `flag` names, can't be read or isn't YAML. */
export function readYamlFile(path: string, flag = "--config.file"): YamlFile {
  const lines = new LineCounter();
  const file = parseDocument(readText(path, flag), { lineCounter: lines });
  const faults = [...file.errors, ...file.warnings].map((fault) => ({
    where: `${path}:${lines.linePos(fault.pos[0]).line}`,
    option: "the file",
    rule: "YAML",
    // Some of them show what they stumble over; in a web config that may be a password.
    got: flag !== "--config.file" ? "" : fault.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "",
  }));
  if (faults.length > 0) throw new ConfigError(faults);
  return { content: valuesOf(file, path), lineOf: (option) => lines.linePos(offsetOf(file, option)).line || 1 };
}

/** Aliases are looked up only here: one without its anchor, or too many, are the file's fault too. */
function valuesOf(file: Document.Parsed, path: string): unknown {
  try {
    return file.toJS();
  } catch {
    throw new ConfigError([{ where: path, option: "the file", rule: "YAML whose aliases (*name) follow their anchors (&name); text that begins with * wants quotes", got: "" }]);
  }
}

function readText(path: string, flag: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError([{ where: path, option: flag, rule: `a file that Eddy may read: ${whyUnread(error)}`, got: "" }]);
  }
}

/** In words where the cause is common: the path stands before them already. */
function whyUnread(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR": return "there is no such file";
    case "EISDIR": return "this is a directory";
    case "EACCES": return "this user may not";
    default: return String(error);
  }
}

function offsetOf(file: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = file.contents;
  let offset = 0;
  for (const step of path) {
    const { place, value } = child(node, step);
    if (isNode(place)) offset = place.range?.[0] ?? offset;
    node = value;
  }
  return offset;
}

/** Where an option or item stands and what it holds. */
function child(node: unknown, step: PropertyKey): { place: unknown; value: unknown } {
  if (isSeq(node)) return { place: node.items[Number(step)], value: node.items[Number(step)] };
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
  return { place: pair?.key, value: pair?.value };
}
