import { configSchema } from "./schema.ts";

/** One option of eddy.yml, for the documentation. */
export interface OptionText {
  /** `nats.url` */
  readonly path: string;
  /** Reads on after "must be". */
  readonly rule: string;
  /** As YAML; "" = none. */
  readonly default: string;
  readonly meaning: string;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly rule?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly items?: { readonly rule?: string };
}

/** Every option in the order of the schema. */
export function optionTexts(): OptionText[] {
  return walk(configSchema(".").toJSONSchema({ io: "input" }) as JsonSchema, []);
}

function walk(schema: JsonSchema, path: readonly string[]): OptionText[] {
  if (schema.properties !== undefined) {
    return Object.entries(schema.properties).flatMap(([name, inner]) => walk(inner, [...path, name]));
  }
  const rule = schema.rule ?? (schema.items === undefined ? "" : `a list; each ${schema.items.rule ?? "any"}`);
  const held = schema.default;
  return [{
    path: path.join("."),
    rule,
    default: held === undefined ? "" : typeof held === "string" ? held : JSON.stringify(held),
    meaning: schema.description ?? "",
  }];
}
