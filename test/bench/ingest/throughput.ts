import { BenchExporter } from "./exporter.ts";
import type { BenchOptions } from "./options.ts";
import { readRaw, type RawKind, type Reading } from "./raw-run.ts";
import { Readings, payloadBytes } from "./readings.ts";
import { median, rounded, say, withLog } from "./scene.ts";
import { Scraper } from "./scraper.ts";

const devices = 1_000;
/** Enough to see which bound of the library is the faster one. */
const trialMessages = 500_000;

/** Rounds end early on a machine that is too busy for all of them. */
const longestMs = 300_000;

/** Eddy against a client that parses each payload and does nothing else. */
export interface ThroughputFigures {
  /** Eddy's messages a second, and a second of CPU time, divided by the library's. */
  readonly ratio: number;
  readonly ratio_per_cpu_second: number;
  /** The same against a bare pull loop without the library's bookkeeping: the most that can be had. */
  readonly loop_ratio: number;
  readonly loop_ratio_per_cpu_second: number;
  readonly events_per_second: number;
  readonly raw_events_per_second: number;
  readonly loop_events_per_second: number;
  readonly cpu_seconds_per_million: number;
  readonly raw_cpu_seconds_per_million: number;
  readonly loop_cpu_seconds_per_million: number;
  /** What the library was asked for: the faster of 10,000 messages and 4 MiB. */
  readonly raw_client: string;
  readonly rounds: number;
}

/** All read the same stored log, in turns; Eddy from an empty state, with checkpoints, scraped each second. */
export async function measureThroughput({ messages, rounds, profile }: BenchOptions): Promise<ThroughputFigures> {
  const startMs = performance.now();
  return withLog(async (connection, url) => {
    say(`storing ${messages.toLocaleString("en")} messages of ${payloadBytes} bytes, ${devices} series`);
    await new Readings(connection, devices).store(messages);
    const kind = await fasterBound(url, Math.min(messages, trialMessages));
    const readings = { raw: [] as Reading[], eddy: [] as Reading[], loop: [] as Reading[] };
    for (let round = 1; round <= rounds && performance.now() - startMs < longestMs; round++) {
      const [raw, eddy, loop] = [await readRaw(url, messages, kind), await readBy(await BenchExporter.at(url, profile)), await readRaw(url, messages, "loop")];
      readings.raw.push(raw);
      readings.eddy.push(eddy);
      readings.loop.push(loop);
      say(`round ${round}: raw ${described(raw, messages)}; eddy ${described(eddy, messages)}; bare loop ${described(loop, messages)}`);
    }
    return compare(readings, messages, kind);
  });
}

async function fasterBound(url: string, messages: number): Promise<RawKind> {
  const byMessages = await readRaw(url, messages, "messages");
  const byBytes = await readRaw(url, messages, "bytes");
  say(`raw client by 10,000 messages: ${described(byMessages, messages)}; by 4 MiB: ${described(byBytes, messages)}`);
  return byMessages.seconds <= byBytes.seconds ? "messages" : "bytes";
}

/** Lets an exporter read the whole log from an empty state, scraped each second; deletes it then. */
export async function readBy(exporter: BenchExporter): Promise<Reading> {
  exporter.start();
  const scraper = new Scraper(exporter.port);
  try {
    return await exporter.caughtUp();
  } finally {
    await scraper.end();
    await exporter.remove();
  }
}

function compare(readings: Readonly<Record<"raw" | "eddy" | "loop", readonly Reading[]>>, messages: number, kind: RawKind): ThroughputFigures {
  const middle = (list: readonly Reading[]): Reading => ({
    seconds: median(list.map(({ seconds }) => seconds)), cpuSeconds: median(list.map(({ cpuSeconds }) => cpuSeconds)),
  });
  const [raw, eddy, loop] = [middle(readings.raw), middle(readings.eddy), middle(readings.loop)];
  return {
    ratio: rounded(raw.seconds / eddy.seconds),
    ratio_per_cpu_second: rounded(raw.cpuSeconds / eddy.cpuSeconds),
    loop_ratio: rounded(loop.seconds / eddy.seconds),
    loop_ratio_per_cpu_second: rounded(loop.cpuSeconds / eddy.cpuSeconds),
    events_per_second: rounded(messages / eddy.seconds),
    raw_events_per_second: rounded(messages / raw.seconds),
    loop_events_per_second: rounded(messages / loop.seconds),
    cpu_seconds_per_million: rounded((eddy.cpuSeconds / messages) * 1e6),
    raw_cpu_seconds_per_million: rounded((raw.cpuSeconds / messages) * 1e6),
    loop_cpu_seconds_per_million: rounded((loop.cpuSeconds / messages) * 1e6),
    raw_client: kind,
    rounds: readings.eddy.length,
  };
}

/** Both speeds of a reading, for whoever waits. */
export function described({ seconds, cpuSeconds }: Reading, messages: number): string {
  return `${Math.round(messages / seconds).toLocaleString("en")}/s, ${((cpuSeconds / messages) * 1e6).toFixed(2)} CPU s a million`;
}
