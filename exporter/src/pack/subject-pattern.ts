import { RuleError } from "../mapping/rule-error.ts";

/** A stream's subject, read. */
export interface SubjectPattern {
  readonly text: string;
  /** As NATS writes it: `{name}` is `*`. Equal for two patterns that match the same subjects. */
  readonly filter: readonly string[];
  /** Names of the bound tokens, in order. */
  readonly names: readonly string[];
  /** Where the bound tokens stand in a subject, in order. */
  readonly places: readonly number[];
}

const LITERAL = /^[^\s.*>{}]+$/;
const BOUND = /^\{([A-Za-z_]\w*)\}$/;

/**
 * Reads `iot.sensor.{device}`: `{name}` binds a token, `*` is any token, `>` one or more at the end.
 * The first token is a literal, and not one that NATS (`$…`) or Eddy (`eddy`) keep for themselves.
 * @throws RuleError
 */
export function parseSubject(text: string): SubjectPattern {
  const tokens = text.split(".");
  const names: string[] = [];
  const places: number[] = [];
  const filter = tokens.map((token, at) => {
    const name = BOUND.exec(token)?.[1];
    if (name !== undefined) {
      names.push(name);
      places.push(at);
    } else if (!LITERAL.test(token) && token !== "*" && !(token === ">" && at === tokens.length - 1)) {
      throw new RuleError("a NATS subject like iot.sensor.{device}, with * for any token and > for the rest at the end");
    }
    return name === undefined ? token : "*";
  });
  if (new Set(names).size < names.length) throw new RuleError("a subject that binds each name once");
  if (/^(\*|>|eddy|\$.*)$/.test(filter[0] ?? "")) throw new RuleError("a subject whose first token is a word, other than eddy and those with $");
  return { text, filter, names, places };
}

/** Whether every subject that `narrow` matches is matched by `wide`. */
export function covers(wide: readonly string[], narrow: readonly string[]): boolean {
  for (const [at, token] of wide.entries()) {
    const other = narrow[at];
    if (token === ">") return other !== undefined;
    if (other === undefined || other === ">" || (token !== "*" && token !== other)) return false;
  }
  return wide.length === narrow.length;
}

/** Whether some subject is matched by both. */
export function overlaps(one: readonly string[], two: readonly string[]): boolean {
  const shorter = Math.min(one.length, two.length);
  for (let at = 0; at < shorter; at++) {
    const a = one[at];
    const b = two[at];
    if (a === ">" || b === ">") return true;
    if (a !== "*" && b !== "*" && a !== b) return false;
  }
  return one.length === two.length;
}

/** Order of patterns, most specific first: the first token in which they differ decides, literal before `*` before `>`. */
export function compareSpecificity(one: readonly string[], two: readonly string[]): number {
  for (const [at, token] of one.entries()) {
    const difference = rank(token) - rank(two[at]);
    if (difference !== 0) return difference;
  }
  return one.join(".") < two.join(".") ? -1 : 1;
}

function rank(token: string | undefined): number {
  if (token === ">") return 2;
  return token === "*" ? 1 : 0;
}
