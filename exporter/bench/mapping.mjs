// What decoding and mapping cost beside JSON.parse: `npm run bench:mapping`, on the built exporter and simulators.
// Payloads of the shipped JSON packs are the simulators'; text, CSV and logfmt are measured against the same events as JSON.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compilePlan } from "../dist/pack/compile.js";
import { DEFAULT_FOLD_SETTINGS } from "../dist/pack/fold-text.js";
import { SAMPLE_PACK, sampleLines, samplePayload, seeded, START_MS } from "./samples.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const ROUNDS = 200;
const ROUND_MS = 1.5;
/** Fewer payloads than this are no sample of a stream. */
const LEAST = 20;
const MOST = 500;
/** Measured apart: what a library computes for an event is not the mapping's. */
const LIBRARY_CALL = /=\s*\S/;

let checksum = 0;

/** Functions of no argument that handle all payloads once; the best time of each for one event, ns, taken in turns. */
function bestNs(events, ...functions) {
  const repeats = functions.map((run) => {
    const begin = performance.now();
    let times = 0;
    do run();
    while (++times && performance.now() - begin < 40 * ROUND_MS);
    return Math.max(1, Math.ceil(times / 40));
  });
  const best = functions.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    functions.forEach((run, i) => {
      const begin = performance.now();
      for (let n = 0; n < repeats[i]; n++) run();
      best[i] = Math.min(best[i], ((performance.now() - begin) * 1e6) / (repeats[i] * events));
    });
  }
  return best;
}

function consumeEvent({ timeMs, id, labels, values }) {
  let sum = timeMs + id.length;
  for (let i = 0; i < labels.length; i++) sum += labels[i].length;
  for (let i = 0; i < values.length; i++) if (values[i] === values[i]) sum += values[i];
  checksum += sum;
}

/** The same for what JSON.parse gives: each number, and the length of each text. */
function consumeValue(value) {
  let sum = 0;
  for (const name in value) {
    const field = value[name];
    if (typeof field === "number") sum += field;
    else if (typeof field === "string") sum += field.length;
  }
  checksum += sum;
}

/** Decodes and maps messages by their stream; everything that the mapping gives goes into the checksum. */
function mapAll(stream, messages) {
  const { decode, mapper } = stream;
  const context = { tokens: [], headers: undefined, index: 0, storeTimeMs: START_MS + 86_400_000 * 30 };
  const sink = {
    record(value) {
      if (mapper.map(value, context) !== undefined) throw new Error(`${stream.name} rejects a sample`);
      consumeEvent(mapper.event);
    },
    reject: ({ reason, detail }) => { throw new Error(`${stream.name}: ${reason}: ${detail}`); },
  };
  return () => {
    for (const { payload, tokens } of messages) {
      context.tokens = tokens;
      decode(payload, sink);
    }
  };
}

/** The least that any reader of JSON must do: bytes to text, text to a value. */
function parseAll(payloads) {
  return () => {
    for (const payload of payloads) {
      const value = JSON.parse(payload.toString());
      if (Array.isArray(value)) value.forEach(consumeValue);
      else consumeValue(value);
    }
  };
}

function maps(stream, message) {
  let isMapped = false;
  const context = { tokens: message.tokens, headers: undefined, index: 0, storeTimeMs: START_MS + 86_400_000 * 30 };
  stream.decode(message.payload, {
    record: (value) => { isMapped = stream.mapper.map(value, context) === undefined && stream.mapper.event.isWanted !== false; },
    reject: () => undefined,
  });
  return isMapped;
}

function simulatedMessages() {
  const main = join(here, "../../simulators/dist/main.js");
  const args = [main, "--print", "--seed", "1", "--past", "0s", "--for", "10m", "--rate", "100", "--start", new Date(START_MS).toISOString()];
  return execFileSync(process.execPath, args, { maxBuffer: 1 << 28 }).toString().trim().split("\n").map((line) => JSON.parse(line));
}

function measureJson() {
  const folder = join(here, "../packs");
  const packs = readdirSync(folder).map((name) => ({ name, yaml: readFileSync(join(folder, name, "pack.yml"), "utf8") }));
  const plan = compilePlan({ packs, settings: DEFAULT_FOLD_SETTINGS });
  const samples = plan.streams.map(() => []);
  for (const { kind, subject, body } of simulatedMessages()) {
    const match = kind === "event" ? plan.match(subject) : undefined;
    if (match === undefined || typeof body !== "object" || samples[match.stream].length >= MOST) continue;
    const message = { payload: Buffer.from(JSON.stringify(body)), tokens: match.tokens };
    if (maps(plan.streams[match.stream], message)) samples[match.stream].push(message);
  }
  const apart = new Set(packs.filter(({ yaml }) => LIBRARY_CALL.test(yaml.replace(/#.*/g, ""))).map(({ name }) => name));
  return plan.streams.flatMap((stream, i) => {
    const messages = samples[i];
    if (messages.length < LEAST) return [];
    const [mapped, parsed] = bestNs(messages.length, mapAll(stream, messages), parseAll(messages.map(({ payload }) => payload)));
    return [{ name: stream.name, mapped, parsed, ratio: mapped / parsed, isApart: apart.has(stream.pack) }];
  });
}

/** Lines of one stream as payloads of `size` lines, and the records that they stand for as JSON, cut the same way. */
function measureText(stream, lines, size) {
  const { decode, name } = stream;
  const short = name.slice("sample_".length);
  const [messages, asJson] = [[], []];
  for (let at = 0; at < lines.length; at += size) {
    const payload = Buffer.from(samplePayload(short, lines.slice(at, at + size).map((line) => line[short])));
    const records = [];
    decode(payload, { record: (value) => records.push(value), reject: ({ detail }) => { throw new Error(detail); } });
    messages.push({ payload, tokens: [] });
    asJson.push(Buffer.from(size === 1 ? JSON.stringify(records[0]) : JSON.stringify(records)));
  }
  const [mapped, parsed] = bestNs(lines.length, mapAll(stream, messages), parseAll(asJson));
  return { name: `${name} ${size} a message`, mapped, parsed, ratio: mapped / parsed };
}

function measureTexts() {
  const plan = compilePlan({ packs: [{ name: "sample", yaml: SAMPLE_PACK }], settings: DEFAULT_FOLD_SETTINGS });
  const next = seeded(1);
  const lines = Array.from({ length: 500 }, (_, i) => sampleLines(next, i));
  const isText = ({ name }) => /_(access|application|syslog|requests|columns|headed)$/.test(name);
  return plan.streams.filter(isText).flatMap((stream) => [1, 100].map((size) => measureText(stream, lines, size)));
}

function say(title, rows) {
  console.log(title);
  for (const { name, mapped, parsed, ratio, isApart } of rows) {
    console.log(`  ${name.padEnd(34)} ${mapped.toFixed(0).padStart(6)} ns, parse ${parsed.toFixed(0).padStart(6)} ns, ${ratio.toFixed(2)}${isApart ? "  (with library functions: left out)" : ""}`);
  }
}

const jsonRows = measureJson();
const textRows = measureTexts();
say("decode and map, against JSON.parse of the same payloads", jsonRows);
say("decode and map, against JSON.parse of the same events as JSON", textRows);
const worst = (rows) => Math.round(Math.max(...rows.map(({ ratio }) => ratio)) * 1000) / 1000;
console.log(JSON.stringify({
  bench: "mapping",
  cost_ratio_max: worst(jsonRows.filter(({ isApart }) => !isApart)),
  cost_ratio_text_max: worst(textRows),
  streams: jsonRows.length,
  text_streams: textRows.length,
  library_us_max: Math.max(0, ...jsonRows.filter(({ isApart }) => isApart).map(({ mapped, parsed }) => (mapped - parsed) / 1000)),
  checksum: Math.round(checksum % 1e9),
}));
