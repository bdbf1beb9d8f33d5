import { httpDateMs, scanHttpDate, scanSyslogDate, scanTimestamp } from "./dates.ts";
import type { Scan } from "./scan.ts";
import { scanHex, scanHost, scanInt, scanIp, scanLevel, scanNotSpace, scanNumber, scanProgram, scanQuoted, scanUri, scanWord } from "./scan.ts";
import { priorityOf, scanPriority, scanStructured, structuredOf } from "./syslog.ts";

/** A piece of a line that has a name in patterns. */
export interface Piece {
  readonly scan: Scan;
  /** What becomes of its text in the record; default the text. */
  readonly value?: (text: string) => unknown;
  /** It always is a decimal number. */
  readonly isNumber?: boolean;
}

/** The pieces that patterns are made of. Two more have a meaning of their own there: DATA and REST. */
export const PIECES: ReadonlyMap<string, Piece> = new Map<string, Piece>([
  ["WORD", { scan: scanWord }],
  ["NOTSPACE", { scan: scanNotSpace }],
  ["QUOTED", { scan: scanQuoted }],
  ["INT", { scan: scanInt, isNumber: true }],
  ["NUMBER", { scan: scanNumber, isNumber: true }],
  ["HEX", { scan: scanHex }],
  ["IP", { scan: scanIp }],
  ["HOST", { scan: scanHost }],
  ["URI", { scan: scanUri }],
  ["PROGRAM", { scan: scanProgram }],
  ["LEVEL", { scan: scanLevel }],
  ["TIMESTAMP", { scan: scanTimestamp }],
  ["HTTPDATE", { scan: scanHttpDate, value: (text) => httpDateMs(text, 0) }],
  ["SYSLOGDATE", { scan: scanSyslogDate }],
  ["PRIORITY", { scan: scanPriority, value: priorityOf }],
  ["STRUCTURED", { scan: scanStructured, value: structuredOf }],
]);
