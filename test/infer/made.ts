import type { StreamKey } from "./case.ts";

/** A file in a shape that people have, made anew for each run, always the same. */
export interface MadeFile {
  readonly name: string;
  /** Ends in what it is. */
  readonly file: string;
  readonly key: Omit<StreamKey, "subject">;
  readonly text: () => string;
}

const ROWS = 600;
const BEGIN_MS = Date.UTC(2025, 2, 3, 8);
const LEVELS = ["info", "info", "info", "warn", "error"];

/** Numbers that look random and are the same each time: 0 to 1. */
function noise(at: number, of: number): number {
  const x = Math.sin(at * 127.1 + of * 311.7) * 43758.5453;
  return x - Math.floor(x);
}
const pick = (list: readonly string[], at: number, of: number): string => list[Math.floor(noise(at, of) * list.length)] ?? "";
const fixed = (value: number, digits: number): string => value.toFixed(digits);
const iso = (ms: number): string => new Date(ms).toISOString();
const two = (value: number): string => String(value).padStart(2, "0");
const uuid = (at: number): string => `3f2c${String(at).padStart(4, "0")}-9b1d-4e0a-8c57-${String(at * 7919).padStart(12, "0")}`;
const lines = (row: (at: number) => string, header?: string): string => [...(header === undefined ? [] : [header]), ...Array.from({ length: ROWS }, (_none, at) => row(at)), ""].join("\n");

function german(at: number): string {
  const date = new Date(BEGIN_MS + at * 900_000);
  return `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** The files. What each is named says its shape. */
export const madeFiles: readonly MadeFile[] = [
  {
    name: "meters", file: "meters.csv",
    key: { time: "$.Datum", id: [], labels: ["$.Station"], measures: ["$.Temp_C", "$.Verbrauch_kWh", "$.Druck_hPa"] },
    text: () => lines((at) => [german(at), pick(["Nord", "Mitte", "Hafen"], at, 1), fixed(4 + noise(at, 2) * 20, 1), fixed(at * 1.5 + noise(at, 3), 3), fixed(990 + noise(at, 4) * 40, 1)].join(";"),
      "Datum;Station;Temp_C;Verbrauch_kWh;Druck_hPa"),
  },
  {
    name: "application", file: "application.log",
    key: { time: "$.ts", id: [], labels: ["$.level", "$.service"], measures: ["$.duration_ms", "$.rows"] },
    text: () => lines((at) => `ts=${iso(BEGIN_MS + at * 731)} level=${pick(LEVELS, at, 1)} service=${pick(["billing", "search"], at, 2)} msg="handled job ${at}" duration_ms=${fixed(noise(at, 3) * 400, 1)} rows=${Math.floor(noise(at, 4) * 900)} trace_id=${uuid(at)}`),
  },
  {
    name: "sensors", file: "sensors.ndjson",
    key: { time: "$.ts", id: [], labels: ["$.sensor"], measures: ["$.temperature_c", "$.humidity_pct", "$.battery_v"] },
    text: () => lines((at) => JSON.stringify({ sensor: `s-${at % 12}`, ts: BEGIN_MS + at * 5_000, temperature_c: Number(fixed(18 + noise(at, 1) * 9, 2)), humidity_pct: Math.floor(30 + noise(at, 2) * 50), battery_v: Number(fixed(3 + noise(at, 3), 2)) })),
  },
  {
    name: "gateway", file: "gateway.ndjson",
    key: { time: "$.at", id: [], labels: ["$.channel", "$$.gateway.site"], measures: ["$.reading.value"], either: ["$$.gateway.name", "$$.seq"] },
    text: () => lines((at) => JSON.stringify({
      seq: at, gateway: { name: `gw-${at % 4}`, site: pick(["oslo", "bergen"], at % 4, 1) },
      readings: ["air", "soil", "light"].map((channel, of) => ({ channel, at: iso(BEGIN_MS + at * 60_000 + of * 10), reading: { value: Number(fixed(noise(at, of) * 100, 2)) } })),
    })),
  },
  {
    name: "cloudevents", file: "cloudevents.ndjson",
    key: { time: "$.time", id: ["$.source_id", "$.id"], labels: ["$.type", "$.data.currency"], measures: ["$.data.amount"], either: ["$.source"] },
    text: () => lines((at) => JSON.stringify({
      specversion: "1.0", id: uuid(at), source: "/shop/checkout", type: pick(["order.placed", "order.paid", "order.cancelled"], at, 1), time: iso(BEGIN_MS + at * 1_700), datacontenttype: "application/json",
      data: { order: `o-${at}`, amount: Number(fixed(5 + noise(at, 2) * 200, 2)), currency: pick(["EUR", "USD"], at, 3), customer: { email: `c${at % 90}@example.com` } },
    })),
  },
  {
    name: "bookings", file: "bookings.json",
    key: { time: "$.createdAt", id: ["$.bookingId"], labels: ["$.country", "$.isRefundable", "$.channel"], measures: ["$.nights", "$.totalPrice"] },
    text: () => JSON.stringify(Array.from({ length: ROWS }, (_none, at) => ({
      bookingId: 100_000 + at * 3, createdAt: iso(BEGIN_MS + at * 41_000), checkIn: iso(BEGIN_MS + Math.floor(noise(at, 6) * 90) * 86_400_000).slice(0, 10),
      country: pick(["FR", "IT", "PT", "ES"], at, 1), isRefundable: noise(at, 2) > 0.4, channel: pick(["web", "phone"], at, 3), nights: 1 + Math.floor(noise(at, 4) * 13), totalPrice: Number(fixed(60 + noise(at, 5) * 900, 2)), guestName: `Guest ${at % 300}`,
    })), undefined, 1),
  },
  {
    name: "server", file: "server.log",
    key: { time: "$.time", id: [], labels: ["$.level", "$.logger"], measures: [], either: ["$.thread"] },
    text: () => lines((at) => `${iso(BEGIN_MS + at * 900).replace("T", " ").replace(".", ",").replace("Z", "")} ${pick(LEVELS, at, 1).toUpperCase()} [worker-${at % 6}] ${pick(["shop.Orders", "shop.Stock", "shop.Mail"], at, 2)}: step ${at} took ${Math.floor(noise(at, 3) * 90)} ms`),
  },
  {
    name: "traffic", file: "traffic.tsv",
    key: { time: "$.epoch", id: [], labels: ["$.interface"], measures: ["$.rx_bytes", "$.tx_bytes", "$.errors"] },
    text: () => lines((at) => [Math.floor(BEGIN_MS / 1000) + Math.floor(at / 3) * 30, ["eth0", "eth1", "wlan0"][at % 3], at * 1_000 + Math.floor(noise(at, 1) * 900), at * 400 + Math.floor(noise(at, 2) * 300), Math.floor(at / 90)].join("\t"),
      "epoch\tinterface\trx_bytes\ttx_bytes\terrors"),
  },
  {
    name: "trips", file: "trips.csv",
    key: { time: "$.pickup_datetime", id: ["$.trip_id"], labels: ["$.payment_type"], measures: ["$.passengers", "$.distance_km", "$.fare"] },
    text: () => lines((at) => {
      const begin = BEGIN_MS + at * 37_000;
      return [`T${900_000 + at}`, iso(begin).slice(0, 19).replace("T", " "), iso(begin + 600_000 + noise(at, 1) * 2e6).slice(0, 19).replace("T", " "), 1 + Math.floor(noise(at, 2) * 4), fixed(noise(at, 3) * 20, 2), pick(["card", "cash"], at, 4), fixed(4 + noise(at, 5) * 60, 2), `"${pick(["Main St, 4", "Quay, 12"], at, 6)} ${at}"`].join(",");
    }, "trip_id,pickup_datetime,dropoff_datetime,passengers,distance_km,payment_type,fare,drop_address"),
  },
  {
    name: "syslog", file: "syslog.log",
    key: { time: "$.time", id: [], labels: ["$.host", "$.app"], measures: [], either: ["$.priority.severity", "$.priority.facility"] },
    text: () => lines((at) => `<${[34, 38, 30][at % 3] ?? 30}>1 ${iso(BEGIN_MS + at * 2_100)} ${pick(["alpha", "beta"], at, 1)} ${pick(["sshd", "cron", "kernel"], at, 2)} ${1_000 + Math.floor(noise(at, 3) * 8_000)} - - attempt ${at} from 198.51.100.${at % 250}`),
  },
];
