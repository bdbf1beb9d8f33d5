import type { z } from "zod";
import { nearest } from "./nearest.ts";
import type { PackSpec } from "./schema.ts";
import { packSchema } from "./schema.ts";

type Part = Record<PropertyKey, unknown>;

/** Options of a stream that can be left out without changing what the others mean. */
const APART: readonly string[] = ["time", "where", "labels", "measures", "keep", "absent", "filters", "collection", "delimiter"];
/** All others, also under a name that is nearly right. */
const NEEDED: readonly string[] = ["subject", "format", "columns", "pattern", "patterns", "id", "dedupe", "each"];
/** What stands for a faulty entry, so that its name is known where others name it. */
const STAND_INS: Readonly<Record<string, unknown>> = { measures: { kind: "rate" }, labels: "$.label", keep: "$.kept" };

/**
 * What is left of a pack when what an issue stands in is taken out, so that the meaning of the rest can be checked as
 * well: a measure or label, an option of a stream, or all of a stream or KPI, whatever is the least that leaves sound what
 * is around it; undefined if that is no pack. Without its captures streams would seem to lie outside of them: then there is none.
 */
export function soundPart(content: unknown, issues: readonly z.core.$ZodIssue[]): PackSpec | undefined {
  if (!isPart(content) || issues.some(({ path }) => path[0] === "captures")) return undefined;
  const part = structuredClone(content);
  for (const issue of issues) takeOut(part, issue);
  // What is still wrong is wrong as a whole.
  for (const issue of packSchema.safeParse(part).error?.issues ?? []) takeOutEntry(part, issue);
  return packSchema.safeParse(part).data;
}

function takeOut(part: Part, issue: z.core.$ZodIssue): void {
  const [section, name = ""] = issue.path;
  const stream = section === "streams" && isPart(part["streams"]) ? part["streams"][name] : undefined;
  if (!isPart(stream) || !takeOutOfStream(stream, issue)) takeOutEntry(part, issue);
}

/** False where the stream can't do without. */
function takeOutOfStream(stream: Part, issue: z.core.$ZodIssue): boolean {
  const [, , option] = issue.path;
  if (option === undefined) return issue.code === "unrecognized_keys" && issue.keys.every((key) => takeOutUnknown(stream, key));
  return typeof option === "string" && APART.includes(option) && option in stream && takeOutOption(stream, option, issue);
}

function takeOutOption(stream: Part, option: string, { path, code }: z.core.$ZodIssue): boolean {
  const entry = path[3];
  const isWhole = entry === undefined || !(option in STAND_INS);
  if (!isWhole && code !== "invalid_key") return putInPlace(stream[option], entry, STAND_INS[option]);
  // Without measures it is no stream.
  if (option === "measures") return false;
  return isWhole ? Reflect.deleteProperty(stream, option) : isPart(stream[option]) && Reflect.deleteProperty(stream[option], entry);
}

function putInPlace(entries: unknown, entry: PropertyKey, standIn: unknown): boolean {
  return isPart(entries) && Reflect.set(entries, entry, standIn);
}

function takeOutUnknown(stream: Part, key: string): boolean {
  return !NEEDED.includes(nearest(key, [...APART, ...NEEDED]) ?? "") && Reflect.deleteProperty(stream, key);
}

function takeOutEntry(part: Part, issue: z.core.$ZodIssue): void {
  const [section, entry] = issue.path;
  if (section === undefined) {
    for (const key of issue.code === "unrecognized_keys" ? issue.keys : []) Reflect.deleteProperty(part, key);
    return;
  }
  const entries = part[section];
  if (entry !== undefined && isPart(entries)) Reflect.deleteProperty(entries, entry);
  else Reflect.deleteProperty(part, section);
}

function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null;
}
