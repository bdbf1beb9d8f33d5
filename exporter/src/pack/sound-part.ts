import type { z } from "zod";
import type { PackSpec } from "./schema.ts";
import { packSchema } from "./schema.ts";

/**
 * What is left of a pack when each stream, KPI or other part that an issue stands in is taken out, so that the meaning
 * of the rest can be checked as well; undefined if that is no pack. Without its captures streams would seem to lie
 * outside of them: then there is none.
 */
export function soundPart(content: unknown, issues: readonly z.core.$ZodIssue[]): PackSpec | undefined {
  if (typeof content !== "object" || content === null || issues.some(({ path }) => path[0] === "captures")) return undefined;
  const part = structuredClone(content) as Record<string, unknown>;
  for (const issue of issues) takeOut(part, issue);
  return packSchema.safeParse(part).data;
}

function takeOut(part: Record<string, unknown>, issue: z.core.$ZodIssue): void {
  const [section, entry] = issue.path;
  if (section === undefined) {
    for (const key of issue.code === "unrecognized_keys" ? issue.keys : []) Reflect.deleteProperty(part, key);
    return;
  }
  const entries = part[String(section)];
  if (entry !== undefined && typeof entries === "object" && entries !== null) Reflect.deleteProperty(entries, entry);
  else Reflect.deleteProperty(part, section);
}
