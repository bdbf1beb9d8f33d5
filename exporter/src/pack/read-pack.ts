import { z } from "zod";
import type { OptionPath } from "./faults.ts";
import { PackReport } from "./faults.ts";
import type { PackText } from "./fold-text.ts";
import { didYouMean } from "./nearest.ts";
import type { PackSpec } from "./schema.ts";
import { NAME, NAME_RULE, packSchema } from "./schema.ts";
import { soundPart } from "./sound-part.ts";
import { readYaml } from "./yaml-source.ts";

/** A pack as read; `spec` is undefined if the report has faults. */
export interface ReadPack {
  readonly name: string;
  readonly spec: PackSpec | undefined;
  /** The same without the streams and KPIs that the report has faults of form in, so that what the others mean can be checked too. */
  readonly sound: PackSpec | undefined;
  /** Names of all streams, sound or not. */
  readonly streamNames: readonly string[];
  readonly report: PackReport;
}

/** Reads the text of one pack and checks its form: names, types, unknown options. Never throws. */
export function readPack({ name, yaml }: PackText): ReadPack {
  const source = readYaml(yaml);
  const report = new PackReport(name, source.lineOf);
  if (!NAME.test(name)) report.fault([], `in a folder with ${NAME_RULE}`, name);
  for (const { line, message } of source.syntaxFaults) {
    report.faults.push({ pack: name, line, option: "the file", rule: "YAML", value: message, hint: "" });
  }
  if (report.faults.length > 0) return { name, spec: undefined, sound: undefined, streamNames: [], report };
  const result = packSchema.safeParse(source.content ?? {});
  for (const issue of result.error?.issues ?? []) reportIssue(issue, source.content, report);
  return { name, spec: result.data, sound: result.data ?? soundPart(source.content, result.error.issues), streamNames: namesAt(source.content, "streams"), report };
}

function namesAt(content: unknown, section: string): string[] {
  return Object.keys(valueAt(content, [section]) ?? {});
}

function reportIssue(issue: z.core.$ZodIssue, content: unknown, report: PackReport): void {
  const value = valueAt(content, issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = knownOptions(issue.path);
    for (const key of issue.keys) reportUnknown([...issue.path, key], known, report);
  } else if (issue.code === "invalid_key") {
    report.fault(issue.path, issue.issues[0]?.message ?? issue.message, issue.path.at(-1));
  } else {
    const known = issue.code === "invalid_value" ? issue.values.map(String) : [];
    report.fault(issue.path, issue.message, value, didYouMean(value, known));
  }
}

function reportUnknown(option: OptionPath, known: readonly string[], report: PackReport): void {
  const key = option.at(-1);
  report.fault(option, `one of the options ${known.join(", ")}`, key, didYouMean(key, known));
}

/** The options that the schema has at a place, told by its JSON Schema. */
function knownOptions(option: OptionPath): string[] {
  let schema: unknown = z.toJSONSchema(packSchema, { io: "output", unrepresentable: "any" });
  for (const step of option) schema = valueAt(schema, ["properties", step]) ?? valueAt(schema, ["additionalProperties"]);
  return Object.keys(valueAt(schema, ["properties"]) ?? {});
}

function valueAt(content: unknown, option: OptionPath): unknown {
  let value = content;
  for (const step of option) {
    const isOwn = typeof value === "object" && value !== null && Object.hasOwn(value, step);
    value = isOwn ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  }
  return value;
}
