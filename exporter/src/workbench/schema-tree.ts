import { parseSteps } from "../mapping/path.ts";

/** A JSON Schema, draft 2020-12, as far as publishers need it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Schemas of fields, put at their paths, and made into one schema of the whole. */
export class SchemaTree {
  #schema: JsonSchema = {};
  readonly #fields = new Map<string, SchemaTree>();
  readonly #items = new Map<number, SchemaTree>();

  /** Puts a schema where a path like `$.a.b[0]` leads; a later one of the same path replaces the earlier. All else is passed over. */
  put(path: string, schema: JsonSchema): void {
    if (!isPath(path)) return;
    parseSteps(path).reduce((tree: SchemaTree, step) => tree.#child(step), this).#schema = schema;
  }

  schema(): JsonSchema {
    if (this.#fields.size > 0) {
      return { ...this.#schema, type: "object", properties: Object.fromEntries([...this.#fields].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, tree]) => [name, tree.schema()])) };
    }
    if (this.#items.size === 0) return this.#schema;
    const length = Math.max(...this.#items.keys()) + 1;
    return { ...this.#schema, type: "array", prefixItems: Array.from({ length }, (_, at) => this.#items.get(at)?.schema() ?? {}) };
  }

  #child(step: string | number): SchemaTree {
    const known = typeof step === "number" ? this.#items.get(step) : this.#fields.get(step);
    if (known !== undefined) return known;
    const made = new SchemaTree();
    if (typeof step === "number") this.#items.set(step, made);
    else this.#fields.set(step, made);
    return made;
  }
}

/** Whether a source is a plain path of the record: neither a token of the subject nor an expression. */
export function isPath(source: string): boolean {
  return /^\$(?:\.[A-Za-z_][\w-]*|\[\d{1,9}\]|\["(?:[^"\\]|\\.)*"\])+$/.test(source);
}

/** A schema that holds for records in which the path leads to something. */
export function requiring(path: string): JsonSchema {
  return parseSteps(path).reduceRight<JsonSchema>(
    (inner, step) => (typeof step === "number" ? { minItems: step + 1 } : { required: [step], ...(Object.keys(inner).length === 0 ? {} : { properties: { [step]: inner } }) }),
    {},
  );
}
