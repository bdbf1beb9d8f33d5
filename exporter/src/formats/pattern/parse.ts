import { LIBRARY } from "./library.ts";
import type { Piece } from "./pieces.ts";
import { PIECES } from "./pieces.ts";

/** One step of a pattern, in the order of the line. */
export type Step =
  | { readonly kind: "text"; readonly text: string }
  /** One blank at least. */
  | { readonly kind: "blanks" }
  | { readonly kind: "piece"; readonly piece: Piece; readonly capture: Capture | undefined }
  /** All up to the text behind it. */
  | { readonly kind: "data"; readonly capture: Capture | undefined }
  /** All that is left. */
  | { readonly kind: "rest"; readonly capture: Capture | undefined }
  /** Read if it is there. */
  | { readonly kind: "optional"; readonly steps: readonly Step[] }
  /** A pattern as a whole becomes a field. */
  | { readonly kind: "group"; readonly steps: readonly Step[]; readonly capture: Capture };

/** How a step's text becomes a field. */
export interface Capture {
  readonly field: string;
  /** A lone `-` stands for nothing. */
  readonly isDashNothing: boolean;
  readonly isNumber: boolean;
}

/** What is wrong with a pattern; the message reads on after "must be". */
export class PatternError extends Error {
  override readonly name = "PatternError";
}

/** Longest text of one pattern. */
const MOST_CHARACTERS = 4096;
/** Most names and optional parts that a pattern may come to with all that it uses. */
const MOST_PARTS = 256;
const DEEPEST = 8;

const TOKEN = /%\{(?<name>[A-Z][A-Z0-9_]*)(?<dash>\?)?(?::(?<field>[A-Za-z_]\w*)(?::(?<type>\w+))?)?\}|%(?<sign>[(%)])|(?<blanks>[ \t]+)|[^% \t]+/y;

/**
 * Reads a pattern: text that stands for itself, blanks that stand for one blank or more, `%{NAME}`, `%{NAME:field}` and
 * `%{NAME:field:number}` for a piece or another pattern, `%(`…`%)` for a part that may be missing, `%%` for a percent sign.
 * `?` behind a name: a lone `-` is no value. Patterns have neither repetition nor a second try; that bounds their cost.
 * @param own patterns of the pack, by name
 * @throws PatternError
 */
export function parsePattern(pattern: string, own: Readonly<Record<string, string>>): readonly Step[] {
  return new Parser(own).parse(pattern, 0);
}

interface Token {
  readonly name?: string;
  readonly dash?: string;
  readonly field?: string;
  readonly type?: string;
  readonly sign?: string;
  readonly blanks?: string;
}

class Parser {
  readonly #own: Readonly<Record<string, string>>;
  #parts = 0;

  constructor(own: Readonly<Record<string, string>>) {
    this.#own = own;
  }

  parse(pattern: string, depth: number): Step[] {
    if (pattern.length > MOST_CHARACTERS) throw new PatternError(`${MOST_CHARACTERS} characters at the most`);
    if (depth > DEEPEST) throw new PatternError(`without patterns that use themselves or lie deeper than ${DEEPEST}`);
    const open: Step[][] = [[]];
    TOKEN.lastIndex = 0;
    for (let at = 0; at < pattern.length; ) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(pattern);
      if (match === null) throw new PatternError(`text, %{NAME}, %{NAME:field}, %{NAME:field:number}, %(…%) or %% (see character ${at + 1})`);
      at += match[0].length;
      this.#add(open, match[0], match.groups as Token, depth);
    }
    const [steps = []] = open;
    if (open.length > 1) throw new PatternError("a pattern whose %( are all closed by %)");
    return steps;
  }

  #add(open: Step[][], found: string, token: Token, depth: number): void {
    const steps = open.at(-1) ?? [];
    if (token.name !== undefined) steps.push(...this.#named(token.name, token, depth));
    else if (token.sign === "(") this.#openOptional(open);
    else if (token.sign === ")") closeOptional(open);
    else if (token.blanks !== undefined) steps.push({ kind: "blanks" });
    else steps.push({ kind: "text", text: token.sign ?? found });
  }

  #openOptional(open: Step[][]): void {
    this.#count();
    if (open.length > DEEPEST) throw new PatternError(`without optional parts deeper than ${DEEPEST}`);
    open.push([]);
  }

  #count(): void {
    if (++this.#parts > MOST_PARTS) throw new PatternError(`${MOST_PARTS} parts at the most, with those of the patterns that it uses`);
  }

  #named(name: string, token: Token, depth: number): Step[] {
    this.#count();
    const piece = PIECES.get(name);
    const capture = captureOf(token, piece?.isNumber === true);
    if (piece !== undefined) return [{ kind: "piece", piece, capture }];
    if (name === "DATA") return [{ kind: "data", capture }];
    if (name === "REST") return [{ kind: "rest", capture }];
    const text = Object.hasOwn(this.#own, name) ? this.#own[name] : LIBRARY.get(name);
    if (text === undefined) throw new PatternError(`made of ${[...patternNames(this.#own)].join(", ")} (there is no ${name})`);
    const steps = this.parse(text, depth + 1);
    return capture === undefined ? steps : [{ kind: "group", steps, capture }];
  }
}

/** All names that a pattern may use. */
export function patternNames(own: Readonly<Record<string, string>>): Set<string> {
  return new Set([...PIECES.keys(), "DATA", "REST", ...LIBRARY.keys(), ...Object.keys(own)]);
}

function closeOptional(open: Step[][]): void {
  const steps = open.pop() ?? [];
  const outer = open.at(-1);
  if (outer === undefined) throw new PatternError("a pattern whose every %) closes a %(");
  outer.push({ kind: "optional", steps });
}

function captureOf({ field, dash, type }: Token, isNumberPiece: boolean): Capture | undefined {
  if (type !== undefined && (type !== "number" || !isNumberPiece)) {
    throw new PatternError("a pattern whose fields have no type, or number where INT or NUMBER is read");
  }
  return field === undefined ? undefined : { field, isDashNothing: dash !== undefined, isNumber: type === "number" };
}
