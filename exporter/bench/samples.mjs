// Streams of a pack whose payloads are no JSON, one of each format, with payloads as they really occur.

/** Numbers in [0, 1) from a seed. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

export const START_MS = Date.parse("2026-01-02T03:04:05Z");

export const SAMPLE_PACK = `captures: [sample.>]
streams:
  access:
    subject: sample.access
    format: text
    pattern: '%{COMBINED}%( %{NUMBER:duration:number}%)'
    time: $.time
    labels: { method: $.method, status: $.status }
    measures: { bytes: { from: $.bytes, unit: bytes }, duration: { from: $.duration, unit: seconds } , hits: { kind: rate } }
  application:
    subject: sample.application
    format: text
    pattern: ['%{APPLOG}', '%{PYTHONLOG}', '%{SPRINGLOG}']
    time: { from: $.time, format: 'yyyy-MM-dd HH:mm:ss,SSS' }
    labels: { level: $.level, logger: $.logger }
    measures: { lines: { kind: rate } }
  syslog:
    subject: sample.syslog
    format: text
    pattern: '%{SYSLOG5424}'
    time: $.time
    labels: { app: $.app, severity: $.priority.severity }
    measures: { lines: { kind: rate } }
  requests:
    subject: sample.requests
    format: logfmt
    time: $.time
    labels: { level: $.level, method: $.method, status: $.status }
    measures: { duration: { from: $.duration_ms, unit: ms }, bytes: { from: $.bytes, unit: bytes } }
  columns:
    subject: sample.columns
    format: csv
    columns: [time, sensor, site, temperature, humidity, pressure, state]
    time: $.time
    labels: { sensor: $.sensor, site: $.site }
    measures: { temperature: { from: $.temperature }, humidity: { from: $.humidity }, pressure: { from: $.pressure } }
  headed:
    subject: sample.headed
    format: csv
    time: $.time
    labels: { sensor: $.sensor, site: $.site }
    measures: { temperature: { from: $.temperature }, humidity: { from: $.humidity }, pressure: { from: $.pressure } }
  events:
    subject: sample.events
    format: cloudevents
    id: $.source_id
    time: $.time
    labels: { type: $.type }
    measures: { total: { from: $.data.total } }
  batches:
    subject: sample.batches
    format: json
    id: $.id
    time: $.time
    labels: { site: $.site }
    measures: { temperature: { from: $.temperature } }
  lines:
    subject: sample.lines
    format: ndjson
    id: $.id
    time: $.time
    labels: { site: $.site }
    measures: { temperature: { from: $.temperature } }
`;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
  "curl/8.5.0", "-",
];

/** One line of each format by the stream's name; `next` gives numbers in [0, 1). */
export function sampleLines(next, i) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const whole = (least, most) => least + Math.floor(next() * (most - least));
  const iso = new Date(START_MS + i * 1000).toISOString();
  const httpDate = `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
  const path = pick(["/", "/cart", "/items/4711?ref=mail", "/search?q=green%20tea&page=2", "/api/v1/orders"]);
  const [status, method] = [pick([200, 200, 200, 304, 404, 500]), pick(["GET", "GET", "POST"])];
  const row = [iso, `s${whole(1, 40)}`, pick(["london", "pune"]), (18 + next() * 9).toFixed(2), next().toFixed(3), whole(99_000, 103_000), pick(["running", "idle"])];
  const reading = { id: `e${i}`, time: iso, site: row[2], temperature: Number(row[3]) };
  return {
    access: `192.0.2.${whole(1, 255)} - - [${httpDate}] "${method} ${path} HTTP/1.1" ${status} ${whole(0, 90_000)} "${pick(["-", "https://example.org/tea"])}" "${pick(AGENTS)}" ${next().toFixed(3)}`,
    application: `${iso.slice(0, 10)} ${iso.slice(11, 19)},${iso.slice(20, 23)} ${pick(["INFO ", "WARN ", "ERROR"])} [http-${whole(1, 9)}] com.example.shop.${pick(["Cart", "Stock"])}: ${pick(["order placed by customer 4711 in 12 ms", "stock is low: 3 left of tea"])}`,
    syslog: `<${whole(0, 192)}>1 ${iso} web-${whole(1, 5)} ${pick(["shop", "nginx"])} ${whole(1, 9999)} ID${whole(1, 99)} [meta@1 sequenceId="${i}"] An order was placed by customer ${whole(1, 9999)}`,
    requests: `time=${iso} level=${pick(["info", "warn"])} msg="request served" method=${method} path=${path} status=${status} duration_ms=${(next() * 300).toFixed(1)} bytes=${whole(0, 90_000)} host=web-${whole(1, 5)}`,
    columns: row.join(","),
    headed: row.join(","),
    events: JSON.stringify({ specversion: "1.0", id: `e${i}`, source: "/shop", type: pick(["order", "refund"]), time: iso, data: { total: whole(100, 90_000) } }),
    batches: JSON.stringify(reading),
    lines: JSON.stringify(reading),
  };
}

/** A payload of one stream from some of its lines. */
export function samplePayload(stream, lines) {
  if (stream === "batches") return `[${lines.join(",")}]`;
  if (stream === "headed") return `time,sensor,site,temperature,humidity,pressure,state\n${lines.join("\n")}\n`;
  return lines.join("\n");
}
