/** One kind of payload that something somewhere will send one day, and what must become of it. */
export interface Poison {
  /** Token of its subject, `rubbish.<stream>.<name>`. */
  readonly name: string;
  /** `elsewhere`: a captured subject that no stream declares. */
  readonly stream: "json" | "ndjson" | "csv" | "elsewhere";
  readonly payload: string | Uint8Array;
  /** Records that become events, and those rejected by reason. */
  readonly accepted: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** What the gauge must show afterwards. */
  readonly reading?: number;
  /** True if it is so large that a few hundred of it must do. */
  readonly isHuge?: boolean;
  /** True if its dead letter can't hold all of it. */
  readonly isCut?: boolean;
}

const row = (name: string, payload: string | Uint8Array, rejected: Poison["rejected"], more: Partial<Poison> = {}): Poison =>
  ({ name, stream: "json", payload, accepted: 0, rejected, ...more });

const bad = (reason: string, records = 1): Poison["rejected"] => ({ [reason]: records });
const good = (accepted: number, more: Partial<Poison> = {}): Partial<Poison> => ({ accepted, ...more });
const ndjson = (accepted = 0): Partial<Poison> => ({ stream: "ndjson", accepted });
const csv = (accepted = 0): Partial<Poison> => ({ stream: "csv", accepted });

/** A valid record but for the fields given, JSON text each. */
function record(fields: Readonly<Record<string, string>>): string {
  const all = { time: "1700000000000", reading: "1", ...fields };
  return `{${Object.entries(all).map(([name, value]) => `"${name}":${value}`).join()}}`;
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

const DEEP = 100_000;
const MEGABYTE = 1_000_000;
const GOOD = record({});
const HEADER = "time,reading,place\n";
const ROW = "1700000000000,1,here\n";

/** Bytes and syntax. */
const SYNTAX: readonly Poison[] = [
  row("invalid-utf8", latin1(record({ place: '"\xff\xfe"' })), bad("bad_encoding")),
  row("overlong-utf8", latin1(record({ place: '"\xc0\xaf"' })), bad("bad_encoding")),
  row("surrogate-in-utf8", latin1(record({ place: '"\xed\xa0\x80"' })), bad("bad_encoding")),
  row("cut-utf8", latin1('{"reading":1,"place":"\xe2\x82'), bad("bad_encoding")),
  row("utf16", Buffer.from(`\ufeff${GOOD}`, "utf16le"), bad("bad_encoding")),
  row("gzip", latin1("\x1f\x8b\x08\x00\x00\x00\x00\x00"), bad("bad_encoding")),
  row("empty", "", bad("bad_syntax")),
  row("blank", " \r\n\t", bad("bad_syntax")),
  row("nul-bytes", "\0\0\0\0", bad("bad_syntax")),
  row("raw-newline-in-text", record({ place: '"a\nb"' }), bad("bad_syntax")),
  row("truncated", GOOD.slice(0, -1), bad("bad_syntax")),
  row("trailing-comma", '{"reading":1,}', bad("bad_syntax")),
  row("single-quotes", "{'reading':1}", bad("bad_syntax")),
  row("comment", `${GOOD} // why`, bad("bad_syntax")),
  row("two-values", `${GOOD}${GOOD}`, bad("bad_syntax")),
  row("xml", "<reading>1</reading>", bad("bad_syntax")),
  row("nan-literal", record({ reading: "NaN" }), bad("bad_syntax")),
  row("infinity-literal", record({ reading: "-Infinity" }), bad("bad_syntax")),
  row("hex-literal", record({ reading: "0x10" }), bad("bad_syntax")),
  row("deep-arrays", `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`, bad("too_deep"), { isHuge: true }),
  row("deep-unclosed", "[".repeat(DEEP), bad("too_deep"), { isHuge: true }),
  row("deep-objects", `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`, bad("too_deep"), { isHuge: true }),
  row("deep-within", record({ note: `${"[".repeat(65)}${"]".repeat(65)}` }), bad("too_deep")),
  row("megabyte-text", record({ note: `"${"x".repeat(MEGABYTE)}"` }), bad("too_large"), { isHuge: true }),
  row("full-message", record({ note: `"${"x".repeat(1_047_000)}"` }), bad("too_large"), { isHuge: true, isCut: true }),
];

/** Fields. */
const FIELDS: readonly Poison[] = [
  row("null", "null", bad("bad_type")),
  row("true", "true", bad("bad_type")),
  row("number", "12", bad("bad_type")),
  row("text", '"reading"', bad("bad_type")),
  row("array", "[1,2]", bad("no_time")),
  // Objects in an array are many events in one message.
  row("array-of-events", `[${GOOD}]`, {}, good(1)),
  // The stream counts its events whatever is in them; that of NDJSON wants its reading.
  row("no-measure", '{"time":1700000000000}', {}, good(1)),
  row("null-measure", record({ reading: "null" }), {}, good(1)),
  row("no-measure-on-line", '{"time":1700000000000}', bad("missing_field"), ndjson()),
  row("null-measure-on-line", record({ reading: "null" }), bad("missing_field"), ndjson()),
  row("proto-only", '{"time":1700000000000,"__proto__":{"reading":5}}', bad("missing_field"), ndjson()),
  row("object-measure", record({ reading: '{"value":1}' }), bad("bad_type")),
  row("array-measure", record({ reading: "[1]" }), bad("bad_type")),
  row("boolean-measure", record({ reading: "true" }), bad("bad_type")),
  row("word-measure", record({ reading: '"twelve"' }), bad("bad_type")),
  row("comma-measure", record({ reading: '"1,5"' }), bad("bad_type")),
  row("hex-measure", record({ reading: '"0x10"' }), bad("bad_type")),
  row("object-id", record({ id: '{"a":1}' }), bad("bad_type")),
  row("array-id", record({ id: "[1]" }), bad("bad_type")),
  row("overflow", record({ reading: "1e999" }), bad("not_finite")),
  row("negative-overflow", record({ reading: "-1e999" }), bad("not_finite")),
  row("overflow-text", record({ reading: '"1e999"' }), bad("not_finite")),
  row("nan-text", record({ reading: '"NaN"' }), bad("not_finite")),
  row("infinity-text", record({ reading: '"-Infinity"' }), bad("not_finite")),
  row("no-time", '{"reading":1}', bad("no_time")),
  row("null-time", record({ time: "null" }), bad("no_time")),
  row("object-time", record({ time: "{}" }), bad("no_time")),
  row("word-time", record({ time: '"yesterday"' }), bad("no_time")),
  row("no-such-day", record({ time: '"2023-02-29T00:00:00Z"' }), bad("no_time")),
  row("no-offset", record({ time: '"2023-02-28T00:00:00"' }), bad("no_time")),
  row("time-0", record({ time: "0" }), bad("absurd_time")),
  row("negative-time", record({ time: "-1700000000000" }), bad("absurd_time")),
  row("infinite-time", record({ time: "1e999" }), bad("absurd_time")),
  row("year-1889", record({ time: '"1889-04-20T00:00:00Z"' }), bad("absurd_time")),
  row("year-9999", record({ time: '"9999-12-31T23:59:59Z"' }), bad("absurd_time")),
  row("tomorrows-unit", record({ time: "99999999999" }), bad("absurd_time")),
  row("nul-label", record({ place: '"a\\u0000b"' }), bad("bad_label")),
  row("newline-label", record({ place: '"a\\nb"' }), bad("bad_label")),
  row("return-label", record({ place: '"a\\rb"' }), bad("bad_label")),
  row("escape-label", record({ place: '"\\u001b[31m"' }), bad("bad_label")),
  row("lone-high-surrogate", record({ place: '"\\ud800"' }), bad("bad_label")),
  row("lone-low-surrogate", record({ place: '"a\\udc00b"' }), bad("bad_label")),
  row("object-label", record({ place: "{}" }), bad("bad_label")),
  row("infinite-label", record({ place: "1e999" }), bad("bad_label")),
  row("subject", GOOD, bad("no_stream"), { stream: "elsewhere" }),
];

/** What looks like rubbish and is none. */
const ACCEPTED: readonly Poison[] = [
  row("byte-order-mark", `\ufeff${GOOD}`, {}, good(1)),
  row("beyond-2-53", record({ reading: "9007199254740993" }), {}, good(1, { reading: 9_007_199_254_740_992 })),
  row("smallest", record({ reading: "1e-400" }), {}, good(1, { reading: 0 })),
  row("minus-zero", record({ reading: "-0" }), {}, good(1, { reading: 0 })),
  row("number-text", record({ reading: '"7"' }), {}, good(1, { reading: 7 })),
  row("key-twice", `{"reading":1,${record({ reading: "2" }).slice(1)}`, {}, good(1, { reading: 2 })),
  row("proto", record({ __proto__key: "1", reading: "3" }).replace("__proto__key", "__proto__"), {}, good(1, { reading: 3 })),
  row("constructor", record({ constructor: '{"prototype":{"reading":9}}', reading: "4" }), {}, good(1, { reading: 4 })),
  row("surrogate-elsewhere", record({ note: '"\\ud800"' }), {}, good(1)),
  row("quotes-in-label", record({ place: '"a\\"b\\\\c{}=,"' }), {}, good(1)),
  row("long-label", record({ place: `"${"🙂".repeat(100)}"` }), {}, good(1)),
  row("huge-label", record({ place: `"${"x".repeat(500_000)}"` }), {}, good(1, { isHuge: true })),
  row("deep-enough", record({ note: `${"[".repeat(63)}${"]".repeat(63)}` }), {}, good(1)),
  row("brackets-in-text", record({ note: `"${"[{".repeat(1000)}"` }), {}, good(1)),
];

/** Several records a payload. */
const LINES: readonly Poison[] = [
  row("line-broken", `${GOOD}\n{"reading":\n${GOOD}`, bad("bad_syntax"), ndjson(2)),
  row("line-mixed", `${GOOD}\n${record({ reading: '"x"' })}\n${record({ time: "0" })}\n${GOOD}`, { bad_type: 1, absurd_time: 1 }, ndjson(2)),
  row("line-blank", `\n\r\n${GOOD}\r\n\n\n`, {}, ndjson(1)),
  row("line-none", "\n\n \r\n", bad("bad_syntax"), ndjson()),
  row("line-empty", "", bad("bad_syntax"), ndjson()),
  row("line-deep", `${"[".repeat(100)}${"]".repeat(100)}\n${GOOD}`, bad("too_deep"), ndjson(1)),
  row("line-bytes", latin1(`${GOOD}\n\xff\n${GOOD}`), bad("bad_encoding"), ndjson()),
  row("line-array", `[${GOOD},${GOOD}]`, bad("missing_field"), ndjson()),
  row("lines-all-bad", "x\n".repeat(50), bad("bad_syntax", 50), ndjson()),
  row("csv-ragged-quote", `${HEADER}${ROW}1700000000000,1,"never closed\n${ROW}`, bad("bad_syntax"), csv(1)),
  row("csv-quote-within", `${HEADER}1700000000000,1,a"b\n${ROW}`, bad("bad_syntax"), csv(1)),
  row("csv-behind-quote", `${HEADER}1700000000000,1,"a"b\n${ROW}`, bad("bad_syntax"), csv(1)),
  row("csv-short-row", `${HEADER}1700000000000,1\n${ROW}`, bad("bad_syntax"), csv(1)),
  row("csv-long-row", `${HEADER}1700000000000,1,a,b\n${ROW}`, bad("bad_syntax"), csv(1)),
  row("csv-column-twice", "time,reading,reading\n1700000000000,1,2\n", bad("bad_syntax"), csv()),
  row("csv-header-only", HEADER, bad("bad_syntax"), csv()),
  row("csv-empty", "", bad("bad_syntax"), csv()),
  row("csv-other-columns", "a;b;c\n1;2;3\n", bad("missing_field"), csv()),
  row("csv-bytes", latin1(`${HEADER}1700000000000,1,\xff\n`), bad("bad_encoding"), csv()),
  row("csv-nul", `${HEADER}1700000000000,1,a\0b\n`, bad("bad_label"), csv()),
  row("csv-newline-label", `${HEADER}1700000000000,1,"a\nb"\n`, bad("bad_label"), csv()),
  row("csv-formula", `${HEADER}1700000000000,=1+1,a\n`, bad("bad_type"), csv()),
  row("csv-nan", `${HEADER}1700000000000,NaN,a\n`, bad("not_finite"), csv()),
  row("csv-time", `${HEADER}32.13.2024,1,a\n`, bad("no_time"), csv()),
  row("csv-proto", `__proto__,${HEADER}x,${ROW}`, {}, csv(1)),
  row("csv-quoted", `${HEADER}"1700000000000","1","say ""hi"", twice"\r\n`, {}, csv(1)),
];

/** The list: a kind of payload a line, each with its one right judgement. */
export const POISONS: readonly Poison[] = [...SYNTAX, ...FIELDS, ...ACCEPTED, ...LINES];
