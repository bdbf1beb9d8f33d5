import type { LabelFinding, MappedShare, MeasureFinding, StreamFindings } from "./findings.ts";
import type { Shape } from "./sample.ts";

/** A pack to be written. */
export interface PackFindings {
  readonly pack: string;
  /** What was watched, for the first line. */
  readonly seen: string;
  readonly captures: readonly string[] | undefined;
  readonly streams: readonly StreamFindings[];
}

/** Labels with more values than this get a limit of their own. */
const UNBOUNDED = 10;

/** Text of a pack.yml with comments that say what was seen and what is left to decide. `share` is undefined in a first draft. */
export function writePack({ pack, seen, captures, streams }: PackFindings, share: MappedShare | undefined): string {
  return [
    `# A first pack, inferred from ${seen}. Save it as ${pack}/pack.yml in a directory that eddy.yml names under packs.`,
    ...(share === undefined ? [] : [`# ${shareText(share)}`]),
    ...(captures === undefined ? [] : [`captures: [${captures.map(quoted).join(", ")}]`]),
    "streams:",
    ...streams.flatMap(streamLines),
    "",
  ].join("\n");
}

/** `It maps 980 of the 1000 records that were seen (98.0 %); rejected: 20 bad_type.` */
export function shareText({ records, mapped, rejected }: MappedShare): string {
  const share = records === 0 ? 0 : (mapped / records) * 100;
  const reasons = Object.entries(rejected).map(([reason, count]) => `${count} ${reason}`);
  // Never rounded up to what it is not.
  const text = (Math.floor(share * 10) / 10).toFixed(1);
  return `It maps ${mapped} of the ${records} records that were seen (${text} %)${reasons.length === 0 ? "" : `; rejected: ${reasons.join(", ")}`}.`;
}

function streamLines({ name, subject, shape, each, time, id, labels, measures, keep, records }: StreamFindings): string[] {
  return [
    `  # ${records} records seen.`,
    `  ${name}:`,
    `    subject: ${quoted(subject)}`,
    ...shapeLines(shape),
    ...(each === undefined ? [] : ["    # Each item of the list is an event; $$ is the record around it.", `    each: ${quoted(each)}`]),
    ...(id === undefined ? ["    # No field tells events apart: what is sent twice counts twice, unless it has a header Nats-Msg-Id."] : [`    id: ${quoted(id)}`]),
    ...timeLines(time),
    ...(labels.length === 0 ? [] : ["    labels:", ...labels.map(labelLine)]),
    "    measures:",
    ...measures.map(measureLine),
    ...(keep.length === 0 ? [] : ["    # Stored with the event, never a label.", "    keep:", ...keep.map((kept) => `      ${quoted(kept.name)}: ${quoted(kept.from)}`)]),
  ];
}

function shapeLines({ format, delimiter, columns, pattern }: Shape): string[] {
  return [
    `    format: ${format}`,
    ...(delimiter === undefined ? [] : [`    delimiter: ${JSON.stringify(delimiter)}`]),
    ...(columns === undefined ? [] : ["    # No line names the columns: give them names, here and in the paths below.", `    columns: [${columns.join(", ")}]`]),
    ...(pattern === undefined ? [] : ["    pattern:", ...pattern.map((one) => `      - ${quoted(one)}`)]),
  ];
}

function timeLines(time: StreamFindings["time"]): string[] {
  if (time === undefined) return ["    # No field says when: events get the time of their receipt."];
  if (!time.isZoneUnknown) return [`    time: { from: ${quoted(time.from)}, format: ${time.format} }`];
  return [
    "    # Its zone is unknown and taken as UTC; write zone: Europe/London, for example, where it is another.",
    `    time: { from: ${quoted(time.from)}, format: ${quoted(time.format)}, zone: UTC }`,
  ];
}

function labelLine({ name, from, distinct }: LabelFinding): string {
  const seen = `# ${distinct} ${distinct === 1 ? "value" : "values"} seen`;
  if (distinct <= UNBOUNDED) return `      ${name}: ${quoted(from)} ${seen}`;
  return `      ${name}: { from: ${quoted(from)}, max: ${Math.max(100, distinct * 4)} } ${seen}; further ones than max count under __other__`;
}

function measureLine({ name, from, unit, kind }: MeasureFinding): string {
  if (from === undefined) return `      ${name}: { kind: rate, every: 1m } # counts the events, also those that hold no other measure`;
  const options = [`from: ${quoted(from)}`, ...(unit === "" ? [] : [`unit: ${unit}`]), `kind: ${kind}`];
  return `      ${name}: { ${options.join(", ")} }${kind === "counter" ? " # only ever rose" : ""}`;
}

/** As YAML takes it also within braces. */
function quoted(text: string): string {
  return /^[\w$][\w$./-]*$/.test(text) && !/^(true|false|null|~|[\d.]+)$/i.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}
