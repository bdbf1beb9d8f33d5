import { STREAM_FAMILIES, packMetricName } from "eddy-exporter/contract";
import type { Message } from "../acked-publisher.ts";
import type { Ledger } from "./ledger.ts";

/** A message, and what it does to the ledger once it is stored. */
export interface Entry extends Message {
  readonly payload: string;
  note(ledger: Ledger): void;
}

const DEVICES = 25;
const BATCH_RECORDS = 5;
/** Far more than the lateness of 30 s. */
const LATE_MS = 600_000;
/** Late and doubled messages need earlier ones that are surely stored. */
const SETTLED = 5_000;

const LEVEL = packMetricName("crash_gauge", "level", "celsius", "gauge");
const TURNS = packMetricName("crash_counter", "turns", "", "counter");
const PARTS = packMetricName("crash_rate", "parts", "", "counter");
const EVENTS = packMetricName("crash_rate", "events", "", "counter");
const AMOUNT = packMetricName("crash_batch", "amount", "", "counter");

type Make = (n: number) => Entry;

/** Makes message after message: twenty in a round, each kind of stream and of trouble among them. */
export class Traffic {
  #made = 0;
  readonly #times = new Map<string, number>();
  readonly #turns = new Map<string, number>();
  readonly #rounds: readonly Make[];
  /** A message of the gauges, to be sent again under another message id. */
  #again: { readonly device: string; readonly payload: string } | undefined;

  constructor() {
    const gauge: Make = (n) => this.#gauge(n);
    const counter: Make = (n) => this.#counter(n);
    const rate: Make = (n) => rateEntry(n, this.#time(`rate${n % DEVICES}`));
    const batch: Make = (n) => this.#batch(n);
    const trouble: Make = (n) => (n < SETTLED ? gauge(n) : this.#trouble(n));
    this.#rounds = [
      gauge, rate, counter, gauge, rate, batch, gauge, counter, rate, trouble,
      gauge, rate, counter, gauge, rate, batch, gauge, counter, rate, gauge,
    ];
  }

  next(): Entry {
    const n = this.#made++;
    const make = this.#rounds[n % this.#rounds.length] ?? this.#rounds[0];
    if (make === undefined) throw new Error("no kinds of messages");
    return make(n);
  }

  /** Rises within a series, so that the newest event is one, whatever the order in the log. */
  #time(series: string): number {
    const timeMs = Math.max(Date.now(), (this.#times.get(series) ?? 0) + 1);
    this.#times.set(series, timeMs);
    return timeMs;
  }

  #gauge(n: number): Entry {
    const device = deviceOf(n);
    const time = this.#time(`gauge${device}`);
    const level = (n * 7919) % 1000;
    const payload = JSON.stringify({ id: `m${n}`, time, level });
    if (n % 400 === 0) this.#again = { device, payload };
    return entry(`crash.gauge.${device}`, n, payload, (ledger) => {
      received(ledger, "crash_gauge");
      ledger.set(LEVEL, { device }, level, time);
    });
  }

  /** The source's own count: what comes out must be its newest reading. */
  #counter(n: number): Entry {
    const device = deviceOf(n);
    const time = this.#time(`counter${device}`);
    const turns = (this.#turns.get(device) ?? 0) + 1 + (n % 9);
    this.#turns.set(device, turns);
    return entry(`crash.counter.${device}`, n, JSON.stringify({ id: `m${n}`, time, turns }), (ledger) => {
      received(ledger, "crash_counter");
      ledger.set(TURNS, { device }, turns, time);
    });
  }

  /** Several records a message; in some one line is broken, or says again what the line before said. */
  #batch(n: number): Entry {
    const device = deviceOf(n);
    const lines = Array.from({ length: BATCH_RECORDS }, (_, i) => JSON.stringify({ id: `m${n}-${i}`, time: this.#time(`batch${device}`), amount: i + 1 }));
    const last = BATCH_RECORDS - 1;
    const isBroken = n % 3 === 0;
    const isDoubled = n % 3 === 1;
    if (isBroken) lines[last] = '{"amount": 5';
    if (isDoubled) lines[last] = lines[last - 1] ?? "";
    return entry(`crash.batch.${device}`, n, lines.join("\n"), (ledger) => {
      received(ledger, "crash_batch", BATCH_RECORDS);
      if (isBroken) rejected(ledger, "crash_batch", "bad_syntax");
      if (isDoubled) ledger.count(STREAM_FAMILIES.eventsFiltered.name, { stream: "crash_batch", filter: "duplicates" });
      ledger.add(AMOUNT, { device }, isBroken || isDoubled ? 10 : 15);
    });
  }

  #trouble(n: number): Entry {
    const device = deviceOf(n);
    switch (Math.floor(n / 20) % 4) {
      case 0: return this.#duplicate(n);
      case 1: return entry(`crash.gauge.${device}`, n, JSON.stringify({ id: `m${n}`, level: "high" }), (ledger) => {
        received(ledger, "crash_gauge");
        rejected(ledger, "crash_gauge", "bad_type");
      });
      case 2: return entry(`crash.gauge.${device}`, n, JSON.stringify({ id: `m${n}`, time: Date.now() - LATE_MS, level: 1 }), (ledger) => {
        received(ledger, "crash_gauge");
        ledger.count(STREAM_FAMILIES.eventsLate.name, { stream: "crash_gauge" });
      });
      default: return entry(`crash.nowhere.${device}`, n, JSON.stringify({ id: `m${n}` }), (ledger) => {
        received(ledger, "_unmatched");
        rejected(ledger, "_unmatched", "no_stream");
      });
    }
  }

  #duplicate(n: number): Entry {
    const again = this.#again;
    if (again === undefined) return this.#gauge(n);
    return entry(`crash.gauge.${again.device}`, n, again.payload, (ledger) => {
      received(ledger, "crash_gauge");
      ledger.count(STREAM_FAMILIES.eventsFiltered.name, { stream: "crash_gauge", filter: "duplicates" });
    });
  }
}

/** An event of the stream without ids: whoever folds it twice counts it twice. */
export function rateEntry(n: number, time: number): Entry {
  const device = deviceOf(n);
  const parts = 1 + (n % 13);
  return entry(`crash.rate.${device}`, n, JSON.stringify({ id: `m${n}`, time, parts }), (ledger) => {
    received(ledger, "crash_rate");
    ledger.count(EVENTS, { device });
    ledger.add(PARTS, { device }, parts);
  });
}

function entry(subject: string, n: number, payload: string, note: (ledger: Ledger) => void): Entry {
  return { subject, id: `crash-${n}`, payload, note };
}

function deviceOf(n: number): string {
  return `d${n % DEVICES}`;
}

function received(ledger: Ledger, stream: string, records = 1): void {
  ledger.count(STREAM_FAMILIES.eventsReceived.name, { stream }, records);
}

function rejected(ledger: Ledger, stream: string, reason: string): void {
  ledger.count(STREAM_FAMILIES.eventsRejected.name, { stream, reason });
}
