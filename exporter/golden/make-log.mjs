// Writes log.ndjson.gz: the golden log, some 20,000 messages of all kinds, the same from the same seed.
// Run it only to add kinds of messages: node exporter/golden/make-log.mjs; then read the new hash out of the failing
// test and say in the commit why it changed.
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";

const START_MS = Date.parse("2026-03-01T00:00:00Z");
const MESSAGES = 20_000;

let state = 20260301;
function next() {
  state = (state + 0x6d2b79f5) >>> 0;
  let z = state;
  z = Math.imul(z ^ (z >>> 15), z | 1);
  z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
  return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
}
const pick = (list) => list[Math.floor(next() * list.length)];
const round = (value) => Math.round(value * 1000) / 1000;

const plantPack = (extra) => `captures: [plant.>]
streams:
  sensor:
    subject: plant.sensor.{device}
    format: json
    id: $.id
    time: { from: $.at, format: rfc3339 }
    labels: { device: '{device}', line: $.line }
    measures:
      temperature: { from: $.temperature, unit: celsius, detect: z-score }
      pressure: { from: $.pressure, unit: hpa, detect: moving-average }
      energy: { from: $.energy, unit: kwh, kind: counter }
${extra}    keep: { note: $.note }
  press:
    subject: plant.press
    format: csv
    columns: [at, machine, strokes, force]
    time: { from: $.at, format: epoch_ms }
    labels: { machine: $.machine }
    measures:
      strokes: { from: $.strokes, kind: rate, every: 10s }
      force: { from: $.force, unit: newtons }
kpis:
  readings: { of: sensor, as: count, by: [line], window: 1m }
  strokes: { of: press.strokes, as: sum, by: [machine], window: 30s, detect: moving-average }
`;
const shopPack = `captures: [shop.>]
streams:
  orders:
    subject: shop.orders.>
    format: ndjson
    id: $.id
    dedupe: 2m
    time: { from: $.placed, format: yyyy-MM-dd HH:mm:ss, zone: Europe/London, required: true }
    labels: { country: $.country }
    measures:
      order_value: { from: $.total, unit: inr/100 }
      orders: { kind: rate, every: 30s }
kpis:
  revenue: { of: orders.order_value, as: sum, by: [country], window: 1m }
`;
const mixedPack = `captures: [mixed.>]
streams:
  access:
    subject: mixed.access.{host}
    format: text
    pattern: '%{COMBINED}'
    time: $.time
    labels: { host: '{host}', status: { from: $.status, values: ['200', '404'] } }
    measures:
      sent: { from: $.bytes, unit: bytes, kind: rate, every: 10s }
  app:
    subject: mixed.app
    format: logfmt
    time: $.ts
    labels: { level: { from: $.level, max: 4 } }
    measures:
      latency: { from: $.ms, unit: ms }
    filters: [ { deadband: 0.002 }, { range: { measure: latency, min: 0, max: 5 } } ]
    absent: { every: 10s }
  cloud:
    subject: mixed.cloud
    format: cloudevents
    id: $.source_id
    time: $.time
    labels: { kind: $.type }
    measures:
      heat: { from: $.data.heat, unit: celsius }
  baskets:
    subject: mixed.baskets
    format: json
    each: $.items[*]
    time: $$.at
    where: $.price > 0
    labels: { item: { from: $.item, hash: 8 }, state: $$.state }
    measures:
      price: { from: '= $.price * double($.n)', unit: inr/100 }
      open: { from: $$.state, enum: { open: 1, closed: 0 } }
    filters: [ { sampling: 2 }, median-of-three ]
  words:
    subject: mixed.words
    format: json
    time: $.at
    labels: { lang: $.lang }
    measures:
      sentiment: { from: '= sentiment($.text)' }
    filters: [ { minimum-interval: 2s }, { rate-of-change: { measure: sentiment, max: 3 } }, { drop: '$.spam == true' } ]
`;
const settings = { latenessMs: 30000, maxFutureMs: 3600000, maxKeys: 40, maxPayloadBytes: 4096, maxDepth: 16, maxIds: 5000, sources: ["OTHER"] };
const packs = (extra) => JSON.stringify({ packs: [{ name: "plant", yaml: plantPack(extra) }, { name: "shop", yaml: shopPack }, { name: "mixed", yaml: mixedPack }], settings });

const lines = [];
let nowMs = START_MS;
let ns = 0;
const text = (value) => Buffer.from(value).toString("base64");
function put(subject, payload, headers) {
  ns = (ns + 7919) % 1_000_000;
  lines.push(JSON.stringify({ subject, ms: nowMs, ns, payload: typeof payload === "string" ? text(payload) : payload.toString("base64"), ...(headers && { headers }) }));
}

const london = (ms) => new Date(ms + (ms >= Date.parse("2026-03-29T01:00:00Z") ? 3_600_000 : 0)).toISOString().slice(0, 19).replace("T", " ");
const energy = new Map();
let id = 0;
let sourced = 0;

function sensor() {
  const device = `d${Math.floor(next() * 30)}`;
  const total = (energy.get(device) ?? 0) + next();
  energy.set(device, next() < 0.002 ? 0 : total);
  const late = next();
  const at = nowMs - (late < 0.01 ? 120_000 : late < 0.05 ? 20_000 * next() : 0);
  const spike = next() < 0.002 ? 40 : 0;
  const event = {
    id: `s${id++}`, at: new Date(at).toISOString(), line: pick(["a", "b", "β-line"]), note: "kept",
    temperature: round(20 + Math.sin(at / 3.6e6) + next() + spike), pressure: round(1013 + 2 * next()), energy: round(total),
  };
  if (next() < 0.1) delete event.pressure;
  put(`plant.sensor.${device}`, JSON.stringify(event));
  if (next() < 0.02) put(`plant.sensor.${device}`, JSON.stringify(event));
}

function press() {
  const rows = Array.from({ length: 1 + Math.floor(next() * 3) }, () => `${nowMs - Math.floor(next() * 5000)},m${Math.floor(next() * 4)},${Math.floor(next() * 9)},${round(100 + next())}`);
  put("plant.press", `${rows.join("\n")}\n`);
}

function orders() {
  const rows = Array.from({ length: 1 + Math.floor(next() * 4) }, () =>
    JSON.stringify({ id: next() < 0.05 ? `o${Math.max(0, id - 3)}` : `o${id++}`, placed: london(nowMs - Math.floor(next() * 3) * 1000), country: pick(["IN", "GB", "DE", "日本"]), total: Math.floor(next() * 100_000) / 100 }));
  put("shop.orders.web", rows.join("\n"));
}

const httpDate = (ms) => {
  const [, day, month, year, time] = new Date(ms).toUTCString().match(/, (\d+) (\w+) (\d+) ([\d:]+)/);
  return `${day}/${month}/${year}:${time} +0000`;
};

const mixed = [
  () => put("mixed.access.www1", Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
    `10.0.0.${Math.floor(next() * 9)} - - [${httpDate(nowMs)}] "GET /p${Math.floor(next() * 20)} HTTP/1.1" ${pick([200, 200, 404, 500])} ${Math.floor(next() * 9000)} "-" "agent/1.0"`).join("\n")),
  () => put("mixed.app", `ts=${new Date(nowMs).toISOString()} level=${pick(["debug", "info", "warn", "error", "fatal", "trace"])} ms=${Math.floor(next() * (next() < 0.02 ? 9000 : 40))} msg="it went \\"well\\""`),
  () => put("mixed.cloud", JSON.stringify({ specversion: "1.0", id: `c${next() < 0.1 ? 1 : id++}`, source: "/plant", type: pick(["a", "b"]), time: new Date(nowMs).toISOString(), data: { heat: round(next() * 30) } }), { "Content-Type": "application/cloudevents+json" }),
  () => put("mixed.cloud", JSON.stringify({ heat: round(next() * 30) }), { "ce-specversion": "1.0", "ce-id": `b${id++}`, "ce-source": "/plant", "ce-type": "binary", "ce-time": new Date(nowMs).toISOString(), "Content-Type": "application/json" }),
  () => put("mixed.baskets", JSON.stringify({ at: nowMs, state: pick(["open", "closed"]), items: Array.from({ length: Math.floor(next() * 4) }, () => ({ item: `i${Math.floor(next() * 50)}`, price: round(next() * 20 - 1), n: 1 + Math.floor(next() * 3) })) })),
  () => put("mixed.baskets", gzipSync(JSON.stringify({ at: nowMs, state: "open", items: [{ item: "gz", price: 2.5, n: 2 }] })), { "Content-Encoding": "gzip" }),
  () => put("mixed.words", JSON.stringify([{ at: nowMs, lang: "en", text: pick(["good and great", "terrible, awful", "plain words"]), spam: next() < 0.1 }, { at: nowMs, lang: "en", text: "not bad", spam: false }])),
  () => put("mixed.words", "lang,text\nen,nice", { "Content-Type": "text/csv" }),
  () => put("mixed.access.www1", "no such line at all"),
  () => put("mixed.app", "level=\"unfinished"),
  () => put("mixed.cloud", "{}", { "Content-Type": "application/cloudevents+json" }),
  () => put("mixed.baskets", Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), { "Content-Encoding": "gzip" }),
  () => put("mixed.baskets", gzipSync("[".repeat(100_000)), { "Content-Encoding": "gzip" }),
  () => put("mixed.baskets", JSON.stringify({ at: nowMs, state: "ajar", items: [{ item: "x", price: 1, n: 1 }] })),
  () => put("mixed.words", JSON.stringify({ at: nowMs, lang: "en", text: 5 })),
];

const bad = [
  () => put("plant.sensor.d1", "x".repeat(5000)),
  () => put("plant.sensor.d1", Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  () => put("plant.sensor.d1", `${"[".repeat(40)}${"]".repeat(40)}`),
  () => put("plant.sensor.d1", '{"temperature": '),
  () => put("plant.sensor.d1", ""),
  () => put("plant.unknown.d1", '{"temperature": 1}'),
  () => put("shop.carts", "{}"),
  () => put("plant.sensor.d1", '{"id":"x"}'),
  () => put("plant.sensor.d1", '{"temperature":"warm"}'),
  () => put("plant.sensor.d1", '{"temperature":1e999}'),
  () => put("shop.orders.web", '{"total": 5, "country": "IN"}'),
  () => put("plant.sensor.d1", '{"temperature":1,"at":"yesterday"}'),
  () => put("plant.sensor.d1", '{"temperature":1,"at":"1970-01-01T00:00:00Z"}'),
  () => put("plant.sensor.d1", '{"temperature":1,"at":"2126-01-01T00:00:00Z"}'),
  () => put("plant.sensor.d1", '{"temperature":1,"line":{"a":1}}'),
  () => put("plant.sensor.d1", '{"temperature":1,"line":"a\\u0000b"}'),
  () => put("plant.sensor.d1", '{"temperature":1,"__proto__":{"line":"p"},"constructor":{"line":"q"}}'),
  () => put("plant.press", `${nowMs},m1,1\n${nowMs},m1,"2,3\n`),
  () => put("shop.orders.web", `{"id":"k${id++}","placed":"${london(nowMs)}","country":"IN","total":1}\nrubbish\n{"id":"k${id++}","placed":"${london(nowMs)}","country":"IN","total":2}`),
];

put("eddy.control.pack", packs(""));
for (let i = 0; lines.length < MESSAGES; i++) {
  nowMs += Math.floor(next() * 400);
  if (i % 997 === 0) for (let tick = 0; tick < 8; tick++) { nowMs += 1000; put("eddy.control.tick", ""); }
  if (i % 4001 === 4000) nowMs += 90_000;
  if (i === 6000) put("eddy.control.pack", packs("      humidity: { from: $.humidity, unit: percent }\n"));
  if (i === 9000) put("eddy.control.pack", '{"packs":[{"name":"plant","yaml":"streams: 5"}],"settings":{}}');
  if (i === 12000) put("eddy.control.pack", packs(""));
  if (i % 50 === 17) pick(bad)();
  if (i % 61 === 5) { const again = next() < 0.2; if (!again) sourced++; put("plant.sensor.sourced", `{"temperature":${round(5 + next())}}`, { "Nats-Stream-Source": `OTHER ${sourced} > >` }); }
  if (i > 15000 && i % 40 === 3) put(`plant.sensor.new${i}`, `{"temperature":${round(next())}}`);
  pick([sensor, sensor, sensor, press, orders])();
  if (i % 9 === 4) pick(mixed)();
}

const target = fileURLToPath(new URL("log.ndjson.gz", import.meta.url));
const packed = gzipSync(lines.join("\n"), { level: 9 });
packed[9] = 255; // the byte that names the system gzip ran on
writeFileSync(target, packed);
process.stdout.write(`${lines.length} messages, ${packed.length} bytes: ${target}\n`);
