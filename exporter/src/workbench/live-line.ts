import { styleText } from "node:util";
import { labelText } from "../metrics/text.ts";
import { severityOf } from "../stats/severity.ts";
import type { LiveRecord } from "./tail.ts";

const COLOURS = { none: ["green"], info: ["yellow"], warning: ["red"], critical: ["bold", "red"] } as const;

/** A record as one line for people, coloured by the highest score of its series where asked; why it is high stands behind it. */
export function liveLine({ event, stream, record, filtered, scores, reasons }: LiveRecord, isColoured: boolean): string {
  const style = (format: Parameters<typeof styleText>[0], text: string): string => (isColoured ? styleText(format, text, { validateStream: false }) : text);
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
  const severity = severityOf(highest);
  const score = severity === "none" ? `score ${highest.toFixed(3)}` : `${severity} ${highest.toFixed(3)}`;
  const why = Object.entries(reasons).map(([measure, { sentence }]) => `${measure}: ${sentence}`).join("; ");
  return `${at} ${series} ${fields} ${style([...COLOURS[severity]], score)}${why === "" ? "" : ` ${why}`}${dropped}`;
}

/** A record as JSON for machines. */
export function liveJson({ event, stream, record, filtered, scores, reasons }: LiveRecord): string {
  const { subject, sequence, storeTimeMs } = event;
  const stored = { subject, sequence, stored: new Date(storeTimeMs).toISOString(), stream };
  if (!("event" in record)) return JSON.stringify({ ...stored, rejected: record.rejection.reason, detail: record.rejection.detail });
  const { timeMs, ...shown } = record.event;
  return JSON.stringify({ ...stored, time: new Date(timeMs).toISOString(), ...shown, filtered, scores, reasons });
}
