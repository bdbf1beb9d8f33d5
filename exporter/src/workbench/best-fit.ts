import type { MappingStep } from "../mapping/mapper.ts";
import type { Explanation } from "./explain-event.ts";
import { sourceOf } from "./field-sources.ts";

/** An event tried with several streams: what the one says that finds most of its fields in it comes first. */
export function bestFitFirst(explanations: readonly Explanation[]): Explanation[] {
  return [...explanations].sort((a, b) => fieldsFound(b) - fieldsFound(a));
}

/** What became of the others, in a line; "" = there are none. */
export function othersText(others: readonly Explanation[]): string {
  const [next] = others;
  if (next === undefined) return "";
  const outcomes = others.map(({ stream, firstRejection }) => `${stream ?? "no stream"} (${firstRejection?.reason ?? "an event"})`);
  return `No subject was given: of the streams, this one finds most of its fields. Also tried: ${outcomes.join(", ")}.\nName one with --subject, for example --subject ${next.subject}\n`;
}

/** Fields of the payload that the stream's mapping asks for and that are there, sound or not. */
function fieldsFound({ steps, records, sources, storeTimeMs }: Explanation): number {
  if (sources === undefined) return 0;
  const found = steps.flat().filter((step) => /^\s*[$=]/.test(sourceOf(step.part, step.name, sources)) && isThere(step, storeTimeMs));
  const kept = records.map((record) => ("event" in record ? Object.keys(record.event.keep).length : 0));
  return kept.reduce((sum, count) => sum + count, found.length);
}

function isThere({ part, value, rejection }: MappingStep, storeTimeMs: number): boolean {
  return rejection !== undefined || (part === "time" ? value !== storeTimeMs : value !== undefined);
}
