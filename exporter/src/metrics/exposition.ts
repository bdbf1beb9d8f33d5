import type { Clock } from "../model/clock.ts";
import type { Family } from "./family.ts";
import { Turn } from "./turn.ts";

/** The formats that Eddy writes. */
export type Format = "text" | "openmetrics";

/** What `Content-Type` says of each. */
export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  text: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
};

const CHUNK_LENGTH = 65_536;

/** Writes families in chunks of some 64 KiB, in turns of the loop of a few milliseconds. Cost about 0.3 µs a line. */
export async function* exposition(families: Iterable<Family>, format: Format, clock: Clock): AsyncGenerator<string> {
  const turn = new Turn(clock);
  let chunk = "";
  for (const family of families) {
    let head = header(family, format);
    for (const line of family.lines) {
      chunk += head + line;
      head = "";
      if (chunk.length < CHUNK_LENGTH) continue;
      yield chunk;
      chunk = "";
      if (turn.isOver()) await turn.next();
    }
  }
  yield format === "openmetrics" ? `${chunk}# EOF\n` : chunk;
}

/** OpenMetrics names a counter's family without `_total` and escapes quotes in HELP. */
function header({ name, type, help }: Family, format: Format): string {
  const openmetrics = format === "openmetrics";
  const family = openmetrics ? openMetricsName(name, type) : name;
  const plain = help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return `# HELP ${family} ${openmetrics ? plain.replaceAll('"', '\\"') : plain}\n# TYPE ${family} ${type}\n`;
}

/** What OpenMetrics calls a family. */
export function openMetricsName(name: string, type: Family["type"]): string {
  return type === "counter" ? name.replace(/_total$/, "") : name;
}
