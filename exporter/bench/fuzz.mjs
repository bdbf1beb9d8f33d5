// Mutated payloads through decoding and mapping: `npm run test:fuzz [-- --payloads N --seed N]`, on the built exporter.
// Nothing may throw, none may take 50 ms in the best of three, and the heap may not grow by 20 MB.
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { REJECTION_REASONS } from "../dist/model/rejection.js";
import { compilePlan } from "../dist/pack/compile.js";
import { DEFAULT_FOLD_SETTINGS } from "../dist/pack/fold-text.js";
import { SAMPLE_PACK, sampleLines, samplePayload, seeded, START_MS } from "./samples.mjs";

const { payloads: count, seed } = parseArgs({
  options: { payloads: { type: "string", default: "1000000" }, seed: { type: "string", default: "1" } },
}).values;
const SLOW_MS = 50;
/** What takes longer is tried again: the machine may have been busy. */
const REPEAT_MS = 5;
const MOST_GROWTH_BYTES = 20 * 1024 * 1024;
const WARM_UP = 20_000;
/** Lines that all payloads are made of. */
const LINES = 400;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const heapBytes = () => { collect(); return process.memoryUsage().heapUsed; };

const plan = compilePlan({ packs: [{ name: "sample", yaml: SAMPLE_PACK }], settings: { ...DEFAULT_FOLD_SETTINGS, maxPayloadBytes: 4096, maxDepth: 16 } });
const names = plan.streams.map(({ name }) => name.slice("sample_".length));
const next = seeded(Number(seed));
const whole = (below) => Math.floor(next() * below);
const pick = (list) => list[whole(list.length)];
const lines = Array.from({ length: LINES }, (_, i) => sampleLines(next, i));

const WORDS = [
  "{", "}", "[", "]", '"', "\\", ",", ":", "=", "\n", "\r\n", " ", "%", "-", "null", "NaN", "1e999", "-0", "true", "[[", "\u0000", "\u0007", "é", "🙂", "\ud800",
  '"__proto__":{"a":1},', "constructor", "9".repeat(40), "<34>1 ", "2026-02-30T00:00:00Z", "1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "yesterday",
];
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;

/** Ways of spoiling the text of a payload. */
const MUTATIONS = [
  (text) => { const at = whole(text.length); return text.slice(0, at) + pick(WORDS) + text.slice(at); },
  (text) => { const at = whole(text.length); return text.slice(0, at) + text.slice(at + 1 + whole(8)); },
  (text) => { const at = whole(text.length); return text.slice(0, at) + text.slice(at, at + 30).repeat(1 + whole(6)) + text.slice(at); },
  (text) => text.slice(0, whole(text.length)),
  (text) => text.replace(TIME, pick(["1970-01-01T00:00:00", "2999-01-01T00:00:00", "0000-00-00T99:99:99"])),
  (text) => text.replace(/\d+\.?\d*(?=[^\d]*$)/, pick(["1e999", "NaN", "-inf", '"warm"', "", "true", "[1]"])),
  (text) => text.replace(/london|pune|info|GET|order/, pick(["a\u0007b", "x".repeat(300), "\\u0007", "\u0085"])),
  (text) => text.replace(/"(temperature|total)":[^,}]*/, pick(['"other":1', '"$1":1e999', '"$1":"x"', '"$1":{}', '"$1":null'])),
  (text) => text + pick(["[", '{"a":', "(", '"', "a=1 ", "x,"]).repeat(whole(2000)),
  (text) => "[".repeat(whole(40)) + text,
];
const TYPES = ["application/json", "application/x-ndjson", "text/csv", "text/plain", "application/cloudevents+json", "application/cloudevents-batch+json", "image/png"];

function spoilBytes(payload) {
  const bytes = Buffer.from(payload);
  for (let n = 1 + whole(4); n > 0 && bytes.length > 0; n--) bytes[whole(bytes.length)] = whole(256);
  return bytes;
}

function randomHeaders() {
  const headers = { "Content-Type": pick(TYPES) };
  if (next() < 0.3) Object.assign(headers, { "ce-specversion": "1.0", "ce-id": pick(["7", ""]), "ce-source": "/s", "ce-type": pick(["t", "%", "%C3%BC"]) });
  return headers;
}

/** Every second message is as it should be, a few are packed or have headers. */
function randomMessage() {
  const name = pick(names);
  const first = whole(LINES - 8);
  let text = samplePayload(name, lines.slice(first, first + (name === "events" ? 1 : 1 + whole(3))).map((line) => line[name]));
  const isSpoilt = next() < 0.6;
  for (let n = isSpoilt ? 1 + whole(2) : 0; n > 0; n--) text = pick(MUTATIONS)(text);
  let payload = Buffer.from(text);
  if (isSpoilt && next() < 0.15) payload = spoilBytes(payload);
  const headers = next() < 0.05 ? randomHeaders() : {};
  if (next() < 0.02) {
    payload = pick([gzipSync, gzipSync, (bytes) => spoilBytes(gzipSync(bytes)), () => gzipSync(Buffer.alloc(100_000))])(payload);
    headers["Content-Encoding"] = pick(["gzip", "gzip", "gzip", "br"]);
  }
  const hasHeaders = Object.keys(headers).length > 0;
  return { subject: next() < 0.01 ? "sample.nothing" : `sample.${name}`, payload, headers: hasHeaders ? { get: (wanted) => headers[wanted] ?? "" } : undefined };
}

const zeros = (keys) => Object.fromEntries(keys.map((key) => [key, 0]));
const freshCounts = () => ({ events: 0, reasons: zeros(REJECTION_REASONS), formats: zeros(names) });
const seen = freshCounts();
const unseen = freshCounts();
const context = { tokens: [], headers: undefined, index: 0, storeTimeMs: START_MS + 86_400_000 };

/** Decodes and maps one message. */
function handle({ subject, payload, headers }, counts) {
  const match = plan.match(subject);
  if (match === undefined) {
    counts.reasons.no_stream++;
    return;
  }
  const { decode, mapper } = plan.streams[match.stream];
  context.tokens = match.tokens;
  context.headers = headers;
  context.index = 0;
  counts.formats[names[match.stream]]++;
  decode(payload, {
    record(value) {
      const rejection = mapper.map(value, context);
      context.index++;
      if (rejection === undefined) counts.events++;
      else counts.reasons[rejection.reason]++;
    },
    reject({ reason }) { counts.reasons[reason]++; },
  }, headers);
}

/** What a message did: whether it threw, and its time in ms, the best of three where the first was slow. */
function examine(message, run) {
  let bestMs = Infinity;
  for (let attempt = 0; attempt < 3 && bestMs >= REPEAT_MS; attempt++) {
    const begin = performance.now();
    try {
      run(message, attempt === 0 ? seen : unseen);
    } catch (error) {
      return { thrown: error, ms: performance.now() - begin };
    }
    bestMs = Math.min(bestMs, performance.now() - begin);
  }
  return { thrown: undefined, ms: bestMs };
}

/** A planted throw and a planted hang must be found. */
function selfTest() {
  const hang = () => { const end = performance.now() + SLOW_MS + 5; while (performance.now() < end); };
  const fail = () => { throw new Error("planted"); };
  return examine({}, fail).thrown !== undefined && examine({}, hang).ms >= SLOW_MS;
}

let [throws, slow, slowestMs, before] = [0, 0, 0, 0];
const total = Number(count);
for (let i = 0; i < total; i++) {
  if (i === Math.min(WARM_UP, total >> 1)) before = heapBytes();
  const message = randomMessage();
  const { thrown, ms } = examine(message, handle);
  slowestMs = Math.max(slowestMs, ms);
  if (thrown === undefined && ms < SLOW_MS) continue;
  if (thrown === undefined) slow++;
  else throws++;
  console.log(`payload ${i}: ${thrown?.stack ?? `${ms.toFixed(0)} ms`}\n  ${message.subject} ${message.payload.toString("base64").slice(0, 2000)}`);
}
const growth = heapBytes() - before;
const isSelfTested = selfTest();
console.log(JSON.stringify({
  test: "fuzz", payloads: total, events: seen.events, throws, slowest_ms: Math.round(slowestMs * 100) / 100, heap_growth_bytes: growth,
  reasons_seen: seen.reasons, formats_seen: seen.formats, self_test: isSelfTested,
}));
const least = Math.min(1000, total / 1000);
const isEnough = seen.events >= total / 5 && [...Object.values(seen.reasons), ...Object.values(seen.formats)].every((times) => times >= least);
process.exitCode = throws + slow === 0 && growth < MOST_GROWTH_BYTES && isEnough && isSelfTested ? 0 : 1;
