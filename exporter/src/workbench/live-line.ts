import { styleText } from "node:util";
import { labelText } from "../metrics/text.ts";
import type { LiveRecord } from "./tail.ts";

/** Score from which a colour holds: critical, warning, info. */
const COLOURS = [[0.99, ["bold", "red"]], [0.95, ["red"]], [0.9, ["yellow"]]] as const;

/** A record as one line for people, coloured by the highest score of its series where asked. */
export function liveLine({ event, stream, record, filtered, scores }: LiveRecord, isColoured: boolean): string {
  const style = (format: Parameters<typeof styleText>[0], text: string): string => (isColoured ? styleText(format, text) : text);
  const at = style("dim", new Date("event" in record ? record.event.timeMs : event.storeTimeMs).toISOString());
  if (!("event" in record)) {
    const { reason, detail } = record.rejection;
    return `${at} ${stream ?? event.subject} ${style("magenta", `rejected: ${reason}`)} ${detail}`;
  }
  const { labels, values } = record.event;
  const fields = Object.entries(values).map(([name, value]) => `${name}=${value}`).join(" ");
  const series = `${stream ?? ""}{${labelText(Object.keys(labels), Object.values(labels))}}`;
  const dropped = Object.entries(filtered).map(([filter, count]) => ` ${filter}: ${count}`).join("");
  const highest = Math.max(...Object.values(scores));
  if (highest === -Infinity) return `${at} ${series} ${fields} ${style("dim", "warming up")}${dropped}`;
  const colour = COLOURS.find(([from]) => highest >= from)?.[1] ?? ["green"];
  return `${at} ${series} ${fields} ${style([...colour], `score ${highest.toFixed(3)}`)}${dropped}`;
}

/** A record as JSON for machines. */
export function liveJson({ event, stream, record, filtered, scores }: LiveRecord): string {
  const { subject, sequence, storeTimeMs } = event;
  const stored = { subject, sequence, stored: new Date(storeTimeMs).toISOString(), stream };
  if (!("event" in record)) return JSON.stringify({ ...stored, rejected: record.rejection.reason, detail: record.rejection.detail });
  const { timeMs, ...shown } = record.event;
  return JSON.stringify({ ...stored, time: new Date(timeMs).toISOString(), ...shown, filtered, scores });
}
