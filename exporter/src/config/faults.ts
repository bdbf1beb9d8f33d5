import type { z } from "zod";
import { nearest } from "../pack/nearest.ts";
import type { ConfigFault } from "./config-error.ts";
import { configSchema } from "./schema.ts";

/** Path of an option, as zod gives it. */
type OptionPath = readonly PropertyKey[];

/** What zod found, as faults. `locate` tells where an option stands, `schema` which there are; default: those of eddy.yml. */
export function faultsOf(error: z.ZodError, content: unknown, locate: (option: OptionPath) => string, schema: z.ZodType = configSchema(".")): ConfigFault[] {
  return error.issues.flatMap((issue): ConfigFault[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownOption([...issue.path, key], locate, schema));
    }
    const rule = issue.code === "invalid_type" && issue.expected === "object" ? "a list of options, each on a line of its own below" : issue.message;
    return [{ where: locate(issue.path), option: issue.path.join(".") || "the file", rule, got: shown(valueAt(content, issue.path)) }];
  });
}

/** The value isn't shown: a `password:` would be one. */
function unknownOption(path: OptionPath, locate: (option: OptionPath) => string, schema: z.ZodType): ConfigFault {
  const key = String(path.at(-1));
  const known = knownOptions(schema, path.slice(0, -1));
  const right = nearest(key, known) ?? known.find((name) => name.startsWith(key));
  const remedy = right === undefined ? `one of ${known.join(", ")}` : `an option that there is (did you mean ${right}?)`;
  return { where: locate(path), option: path.join("."), rule: remedy, got: JSON.stringify(key) };
}

function knownOptions(schema: z.ZodType, path: OptionPath): string[] {
  let place: unknown = schema.toJSONSchema({ io: "input" });
  for (const step of path) place = valueAt(place, ["properties", step]);
  return Object.keys(valueAt(place, ["properties"]) ?? {});
}

function valueAt(content: unknown, path: OptionPath): unknown {
  let value = content;
  for (const step of path) value = typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  return value;
}

/** At most 80 characters; what stands between `//` and `@` of a URL may be a password. Objects aren't shown for the same reason. */
function shown(value: unknown): string {
  if (value === undefined || (typeof value === "object" && !Array.isArray(value))) return "";
  const text = JSON.stringify(value).replaceAll(/\/\/[^@"]*@/g, "//…@");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
