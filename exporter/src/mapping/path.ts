import { FlatRecord } from "../model/flat-record.ts";
import type { Read } from "./read.ts";
import type { RecordFields } from "./record-fields.ts";
import { RuleError } from "./rule-error.ts";

/** What the paths of one stream may name. */
export interface PathScope {
  /** Tokens that its subject binds, in their order. */
  readonly tokens: readonly string[];
  /** Whether it has `each`: only then is there a record around the item, `$$`. */
  readonly hasEach: boolean;
  /** Where the mapper puts the fields of a record before its paths are read; undefined = each path reads by itself. */
  readonly fields?: RecordFields | undefined;
  /** Told at load of a path that takes the record as it is, `$`: such a stream has records that need not be objects. */
  readonly onWhole?: (() => void) | undefined;
}

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d{1,9})\]|\["((?:[^"\\]|\\.)*)"\]/y;
const PATH_RULE = 'a path like $.name, $.list[0], $["any name"] or {token}';
const TOKEN = /^\{([A-Za-z_]\w*)\}$/;
const HEADER = /^header\(([A-Za-z][\w-]{0,127})\)$/;

/**
 * Compiles `$` (the record) or `$$` (the record around an item of `each`) and behind it `.name`, `["any name"]` and `[0]`,
 * in any sequence; or `{token}`, a token of the subject; or `header(X-Site)`, a header of the message.
 * Done once, at load: reading then is one closure a path.
 * @throws RuleError
 */
export function compilePath(path: string, scope: PathScope): Read {
  const token = TOKEN.exec(path)?.[1];
  if (token !== undefined) return compileToken(token, scope);
  const header = HEADER.exec(path)?.[1];
  if (header !== undefined) return (_record, context) => textOrNothing(context.headers?.get(header));
  if (path.startsWith("$$")) return compileOuter(path, scope);
  const steps = parseSteps(path);
  if (steps.length === 0) scope.onWhole?.();
  return scope.fields === undefined ? chain(steps.map(compileStep)) : chainTaken(steps, scope.fields);
}

/** What a path behind `$` goes through, names and places. @throws RuleError */
export function parseSteps(path: string): (string | number)[] {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 1;
  for (let at = 1; at < path.length; at = STEP.lastIndex) {
    const match = STEP.exec(path);
    if (match === null) throw new RuleError(PATH_RULE);
    const [, name, index, quoted] = match;
    steps.push(index === undefined ? (name ?? (quoted ?? "").replace(/\\(.)/g, "$1")) : Number(index));
  }
  if (!path.startsWith("$")) throw new RuleError(PATH_RULE);
  return steps;
}

type Step = (value: unknown) => unknown;

function compileStep(step: string | number): Step {
  return typeof step === "number" ? readItem(step) : readField(step);
}

/** A path whose first field was taken already. */
function chainTaken([first, ...rest]: readonly (string | number)[], fields: RecordFields): Read {
  if (typeof first !== "string") return chain((first === undefined ? [] : [first, ...rest]).map(compileStep));
  const taken = fields.field(first);
  if (rest.length === 0) return taken;
  const read = chain(rest.map(compileStep));
  return (record, context) => read(taken(record, context), context);
}

function compileOuter(path: string, { hasEach }: PathScope): Read {
  if (!hasEach) throw new RuleError("a path that begins with one $: $$ is the record around the items of each, and the stream has none");
  const read = chain(parseSteps(path.slice(1)).map(compileStep));
  return (_record, context) => read(context.outer, context);
}

function textOrNothing(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function compileToken(name: string, { tokens, fields }: PathScope): Read {
  const at = tokens.indexOf(name);
  if (at < 0) throw new RuleError(`a token of the subject (${tokens.map((known) => `{${known}}`).join(", ") || "it binds none"})`);
  return fields?.token(at) ?? ((_record, context) => context.tokens[at]);
}

function chain(steps: readonly Step[]): Read {
  const [first, second, ...rest] = steps;
  if (first === undefined) return (record) => (record instanceof FlatRecord ? record.toObject() : record);
  if (second === undefined) return first;
  if (rest.length === 0) return (record) => second(first(record));
  return (record) => {
    let value: unknown = record;
    for (const step of steps) value = step(value);
    return value;
  };
}

function readItem(index: number): Step {
  return (value) => (Array.isArray(value) ? (value as unknown[])[index] : undefined);
}

function readField(text: string): Step {
  const name = intern(text);
  // Names that every object or array inherits must be the record's own; for all others plain reading is the same and
  // twice as fast.
  if (name in Object.prototype || name in Array.prototype) {
    return (value) => (value instanceof FlatRecord ? value.get(name) : isObject(value) && !Array.isArray(value) && Object.hasOwn(value, name) ? value[name] : undefined);
  }
  return (value) => (value instanceof FlatRecord ? value.get(name) : isObject(value) ? value[name] : undefined);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The same text as V8 keeps it for property names: cut from a longer text it would be looked up anew each time. */
function intern(name: string): string {
  return Object.keys({ [name]: 0 })[0] ?? name;
}
