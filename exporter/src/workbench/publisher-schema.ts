import { readExpressionText } from "../mapping/expression-text.ts";
import type { MeasureOptions, PackSpec } from "../pack/schema.ts";
import { fieldSources } from "./field-sources.ts";
import type { FieldSources } from "./field-sources.ts";
import { SchemaTree, isPath, requiring } from "./schema-tree.ts";
import type { JsonSchema } from "./schema-tree.ts";

/** Formats whose fields are all texts. */
const TEXT_FORMATS = ["csv", "logfmt", "text"];
/** As mapping/measures.ts reads it. */
const DECIMAL = "^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$";

/**
 * What a publisher may send to a stream: one record, as far as the pack looks at it; other fields are welcome.
 * Undefined if the pack has no such stream. `stream` is its full name.
 */
export function publisherSchema(spec: PackSpec, pack: string, stream: string): JsonSchema | undefined {
  const sources = fieldSources(spec, pack, stream);
  if (sources === undefined) return undefined;
  const measures = Object.values(sources.measures);
  const needed = measures.filter(isPath);
  const anyOf = needed.length < measures.length ? [] : needed.map(requiring);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:eddy:${stream}`,
    title: stream,
    description: `One ${sources.format} record published to ${sources.subject}. Fields beside these are welcome.`,
    ...recordSchema(sources, {
      ...(anyOf.length === 0 ? {} : { anyOf }),
      ...(sources.isTimeRequired && isPath(sources.time) ? requiring(sources.time) : {}),
    }),
  };
}

/** Where the items of a list become events, the fields and what they must have stand in the list's items. */
function recordSchema(sources: FieldSources, must: JsonSchema): JsonSchema {
  const event = new SchemaTree();
  if (sources.each === "") {
    putFields(sources, event, event);
    return { ...event.schema(), ...must };
  }
  const record = new SchemaTree();
  putFields(sources, event, record);
  const list = sources.each.replace(/\[\*\]$/, "");
  const items = { type: "array", minItems: 1, items: { ...event.schema(), ...must }, description: "One event each." };
  if (!isPath(list)) return items;
  record.put(list, items);
  return { ...record.schema(), ...requiring(list) };
}

/** Paths from `$` lead into the event, those from `$$` into the record around it. */
function putFields(sources: FieldSources, event: SchemaTree, record: SchemaTree): void {
  const isText = TEXT_FORMATS.includes(sources.format);
  const put = (path: string, schema: JsonSchema): void => {
    const isOuter = path.startsWith("$$");
    (isOuter ? record : event).put(isOuter ? path.slice(1) : path, isText ? { ...schema, type: "string" } : schema);
  };
  // Where two of them read one field, what is put last and says most stays. Of what expressions read, only its place is known.
  for (const path of expressionPaths(sources)) put(path, { description: "Used in an expression." });
  for (const [name, path] of Object.entries(sources.keep)) put(path, { description: `Kept as ${name}.` });
  for (const [name, path] of Object.entries(sources.labels)) {
    put(path, { type: ["string", "number", "boolean", "null"], description: `Label ${name}, 128 bytes at the most.` });
  }
  for (const [name, path] of Object.entries(sources.measures)) {
    put(path, { ...measureSchema(sources.options[name] ?? {}, isText), description: `Measure ${name}.` });
  }
  put(sources.time, { ...timeSchema(sources.timeFormat), description: sources.isTimeRequired ? "Event time." : "Event time; without it the time of receipt counts." });
  put(sources.id, { type: ["string", "number", "null"], description: "Names the event: of two with the same id one counts." });
}

/** Words of an enumeration may be written as the numbers or booleans that they are the text of; "" and null mean absent. */
function measureSchema({ enum: numbers, type }: Pick<MeasureOptions, "enum" | "type">, isText: boolean): JsonSchema {
  if (numbers !== undefined) return { enum: [...Object.keys(numbers).flatMap((word) => (isText ? [word] : spellings(word))), "", null] };
  if (type !== undefined) return { type: ["number", "string", "boolean", "null"] };
  return { type: ["number", "string", "null"], pattern: isText ? `${DECIMAL}|^$` : DECIMAL };
}

function spellings(word: string): unknown[] {
  const others = [Number(word), true, false].filter((value) => String(value) === word && !Number.isNaN(value));
  return [word, ...others];
}

/** Paths that expressions and conditions read. */
function expressionPaths({ id, time, labels, measures, keep, conditions }: FieldSources): string[] {
  const sources = [id, time, ...Object.values(labels), ...Object.values(measures), ...Object.values(keep)];
  const expressions = sources.flatMap((source) => /^\s*=(.*)$/s.exec(source)?.[1] ?? []);
  return [...expressions, ...conditions.map((text) => text.replace(/^\s*=(?!=)/, ""))].flatMap((text) => readExpressionText(text).inputs.map(({ path }) => path));
}

function timeSchema(format: string): JsonSchema {
  if (format === "auto") return { type: ["string", "number", "null"] };
  if (format === "rfc3339") return { type: ["string", "null"], format: "date-time" };
  return format.startsWith("epoch_") ? { type: ["number", "string", "null"] } : { type: ["string", "null"], $comment: `Written as ${format}.` };
}
