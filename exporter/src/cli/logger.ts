import type { DestinationStream } from "pino";
import { destination, pino, stdTimeFunctions } from "pino";
import type { Log } from "../model/log.ts";
import { UsageError } from "./command.ts";
import { logfmtLine } from "./logfmt.ts";

/** Levels that `--log.level` takes; each shows itself and those behind it. */
const LEVELS = ["debug", "info", "warn", "error"] as const;

/** Formats that `--log.format` takes. */
const FORMATS = ["logfmt", "json"] as const;

/** Standard error, written at once: lines before a crash are the ones that matter. */
const standardError = (): DestinationStream => destination({ fd: 2, sync: true });

/**
 * The operator's log: one line an entry with `ts` (RFC 3339), `level`, `msg` and fields. `logfmt` takes pino's JSON
 * apart again, some 2 µs a line. Throws a UsageError for a level or format that there isn't.
 */
export function createLog(level: string, format: string, target: DestinationStream = standardError()): Log {
  if (!(LEVELS as readonly string[]).includes(level)) {
    throw new UsageError(`--log.level must be one of ${LEVELS.join(", ")}, got ${JSON.stringify(level)}`);
  }
  if (!(FORMATS as readonly string[]).includes(format)) {
    throw new UsageError(`--log.format must be one of ${FORMATS.join(", ")}, got ${JSON.stringify(format)}`);
  }
  return pino(
    {
      level,
      base: null,
      timestamp: () => stdTimeFunctions.isoTime().replace('"time"', '"ts"'),
      formatters: { level: (label) => ({ level: label }) },
    },
    format === "json" ? target : { write: (json) => { target.write(logfmtLine(json)); } },
  );
}
