import type { ScoredRow } from "./score-file.ts";
import { LineBytes } from "./line-bytes.ts";

/** Scored rows on their way to text. */
export interface ScoredLines {
  /** Adds a row as one line. */
  add(row: ScoredRow): void;
  /** Length of what `take` would give. */
  readonly length: number;
  /** The lines since the last call. */
  take(): string;
}

const HEADER = "row,time,value,score,state,expected,lower,upper,onset,reason,readiness\n";
const COMMA = 0x2c;
const LF = 0x0a;
const ZERO = 0x30;
const ONE = 0x31;

/** Rows as CSV behind a header line: unknown numbers are empty, times RFC 3339, scores with six digits. Some 1 µs a row. */
export class CsvLines implements ScoredLines {
  readonly #bytes = new LineBytes();

  constructor() {
    this.#bytes.ascii(HEADER);
  }

  get length(): number {
    return this.#bytes.length;
  }

  take(): string {
    return this.#bytes.take();
  }

  add({ row, scored, reason }: ScoredRow): void {
    const bytes = this.#bytes;
    bytes.number(row.row);
    bytes.character(COMMA);
    bytes.time(row.timeMs);
    bytes.character(COMMA);
    bytes.number(row.value);
    bytes.character(COMMA);
    bytes.share(scored.score);
    bytes.character(COMMA);
    bytes.share(scored.state);
    bytes.character(COMMA);
    bytes.number(scored.expected);
    bytes.character(COMMA);
    bytes.number(scored.lower);
    bytes.character(COMMA);
    bytes.number(scored.upper);
    bytes.character(COMMA);
    bytes.character(scored.onset ? ONE : ZERO);
    bytes.character(COMMA);
    if (reason !== undefined) bytes.text(quoted(reason.sentence));
    bytes.character(COMMA);
    bytes.ascii(scored.readiness);
    bytes.character(LF);
  }
}

/** Rows as lines of JSON; unknown numbers are null. */
export class JsonLines implements ScoredLines {
  #text = "";

  get length(): number {
    return this.#text.length;
  }

  take(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }

  add({ row, scored, reason }: ScoredRow): void {
    const { row: number, timeMs, value } = row;
    const { score, state, expected, lower, upper, onset, readiness } = scored;
    this.#text += `${JSON.stringify({ row: number, time: new Date(timeMs).toISOString(), value, score: digits(score), state: digits(state), expected, lower, upper, onset, reason: reason ?? null, readiness })}\n`;
  }
}

function digits(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
