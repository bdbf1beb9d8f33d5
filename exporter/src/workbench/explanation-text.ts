import type { Explanation } from "./explain-event.ts";
import type { MappingStep } from "../mapping/mapper.ts";
import { sourceOf } from "./field-sources.ts";
import type { FieldSources } from "./field-sources.ts";
import type { EventShown, RecordShown } from "./trial.ts";

/** An explanation for people: one step of the way a line, from the subject to the metrics. */
export function explanationText({ subject, storeTimeMs, stream, pack, sources, records, steps, filtered, metrics, series, judged, muted }: Explanation): string {
  return [
    row("subject", subject),
    row("stream", stream === undefined ? "none" : `${stream}, of pack ${pack ?? ""}: ${sources?.subject ?? ""}`),
    ...(sources === undefined ? [] : [row("format", `${sources.format}, ${records.length} ${records.length === 1 ? "record" : "records"}`)]),
    ...records.flatMap((record, at) => recordRows(record, at + 1, sources && { sources, storeTimeMs })),
    // Where each record has an outcome of its own, the steps of those that became none are told too.
    ...steps.flatMap((ofRecord, at) => (isWhole(ofRecord) ? [] : stepRows(ofRecord, at + 1, sources))),
    ...Object.entries(filtered).map(([filter, count]) => row("filter", `${filter} leaves out ${count}`)),
    ...list("series", Object.entries(series).map(([name, shown]) => `${name} ${fields(shown)}`)),
    ...(sources === undefined || !records.some((record) => "event" in record) ? [] : list("detector", Object.entries(sources.detectors).map(([measure, by]) => `${measure}: ${by}`))),
    ...muted.map(({ id, toMs, reason }) => row("muted", `by ${id} until ${new Date(toMs).toISOString()}: no onset, nothing is learnt${reason === "" ? "" : ` (${reason})`}`)),
    ...list("score", Object.entries(judged).map(([name, { readiness, state, reason }]) => `${name} ${readiness === "warming" ? "warming up" : `${readiness}, state ${state.toFixed(3)}`}${reason === undefined ? "" : `: ${reason.sentence}`}`)),
    ...list("metrics", metrics),
    "",
  ].join("\n");
}

function isWhole(steps: readonly MappingStep[]): boolean {
  return steps.every(({ part, value, rejection }) => rejection === undefined && (part === "where" ? value === true : part !== "drop" || value === false));
}

/** What each part gave to a record that is no event, and which of them says that it is none. */
function stepRows(steps: readonly MappingStep[], number: number, sources: FieldSources | undefined): string[] {
  return steps.map(({ part, name, value, rejection }, at) => {
    const source = sources === undefined ? "" : sourceOf(part, name, sources);
    const what = `${part}${name === "" ? "" : ` ${name}`}${source === "" ? "" : ` (${source})`}`;
    const gave = rejection === undefined ? gaveText(part, value) : `REJECTED, ${rejection.reason}: ${rejection.detail}`;
    return row(at === 0 ? `steps ${number}` : "", `${what}: ${gave}`);
  });
}

function gaveText(part: MappingStep["part"], value: MappingStep["value"]): string {
  if (part === "where") return value === true ? "holds" : "does not hold: the record is not of this stream";
  if (part === "drop") return value === true ? "holds: the event is left out" : "does not hold";
  if (value === undefined) return "absent";
  return part === "time" && typeof value === "number" ? new Date(value).toISOString() : JSON.stringify(value);
}

function row(step: string, text: string): string {
  return `${step.padEnd(10)}${text}`;
}

function list(step: string, lines: readonly string[]): string[] {
  return (lines.length === 0 ? ["none"] : lines).map((line, at) => row(at === 0 ? step : "", line));
}

/** Where the fields of a record come from. */
interface Origin {
  readonly sources: FieldSources;
  readonly storeTimeMs: number;
}

function recordRows(record: RecordShown, number: number, origin: Origin | undefined): string[] {
  if ("event" in record) return [row(`record ${number}`, "becomes an event"), ...(origin === undefined ? [] : eventRows(record.event, origin))];
  return [row(`record ${number}`, `is rejected: ${record.rejection.reason}`), row("", record.rejection.detail)];
}

function eventRows({ timeMs, id, labels, values, keep }: EventShown, { sources, storeTimeMs }: Origin): string[] {
  return [
    field("time", timeMs === storeTimeMs ? "that of receipt" : sources.time, new Date(timeMs).toISOString()),
    ...(sources.id === "" ? [] : [field("id", sources.id, id === "" ? undefined : id)]),
    ...group("label", sources.labels, labels),
    ...Object.keys(sources.measures).map((name) => field(`measure ${name}`, sourceOf("measure", name, sources), values[name])),
    ...group("keep", sources.keep, keep),
  ];
}

function group(kind: string, sources: Readonly<Record<string, string>>, found: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(sources).map(([name, source]) => field(`${kind} ${name}`, source, found[name]));
}

function field(what: string, source: string, found: unknown): string {
  return row("", `${what} (${source}): ${found === undefined ? "absent" : JSON.stringify(found)}`);
}

function fields(shown: object): string {
  return Object.entries(shown).map(([name, value]) => `${name}=${String(value)}`).join(" ");
}
