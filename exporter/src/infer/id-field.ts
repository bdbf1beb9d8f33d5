import type { Field } from "./fields.ts";
import { allMatch } from "./fields.ts";
import { hasWord } from "./words.ts";

const ID_WORDS: ReadonlySet<string> = new Set(["id", "uuid", "guid", "ulid", "key", "no", "nr", "number", "ref", "reference", "receipt"]);
const UNIQUE_SHAPE = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{24,64})$/i;
/** Ids of what events belong to, even where each was met only once. */
const ANOTHERS: ReadonlySet<string> = new Set(["trace", "span", "correlation", "session", "user", "customer", "client", "account"]);
/** Fewer events say nothing of uniqueness. */
const ENOUGH = 3;

/** Finds the field that tells events apart: never the same twice, and named or written as ids are; undefined = none. */
export function findId(fields: readonly Field[], taken: string | undefined): string | undefined {
  const scored = fields
    .filter((field) => field.path !== taken && isUnique(field))
    .map((field) => ({ path: field.path, score: scoreOf(field) }))
    .filter(({ score }) => score > 0);
  return scored.reduce<(typeof scored)[number] | undefined>((top, one) => (top === undefined || one.score > top.score ? one : top), undefined)?.path;
}

/** Events that were sent twice are why ids are declared: one in a thousand may be. */
function isUnique({ words, isPlain, isBoolean, present, distinct, values, longest }: Field): boolean {
  if (hasWord(words, ANOTHERS)) return false;
  return isPlain && !isBoolean && present >= ENOUGH && present >= values.length * 0.95 && distinct >= present * 0.999 && longest <= 128;
}

function scoreOf(field: Field): number {
  const { words, steps, isNumber } = field;
  if (isNumber && !allMatch(field, /^\d+$/)) return 0;
  const shaped = allMatch(field, UNIQUE_SHAPE) ? 2 : 0;
  // An id alone is the event's own; that of a session or a user merely was never met twice.
  const named = words.join(" ") === "id" || words.join(" ") === "event id" ? 4 : 2;
  const score = (ID_WORDS.has(words.at(-1) ?? "") ? named : 0) + shaped;
  return score === 0 ? 0 : score - 0.5 * steps.length;
}
