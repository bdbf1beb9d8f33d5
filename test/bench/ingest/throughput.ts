import { BenchExporter } from "./exporter.ts";
import type { BenchOptions } from "./options.ts";
import { rawKinds, readRaw, type RawKind, type Reading } from "./raw-run.ts";
import { Readings, payloadBytes } from "./readings.ts";
import { median, rounded, say, withLog } from "./scene.ts";
import { Scraper } from "./scraper.ts";

const devices = 1_000;
/** Enough to see which raw client is the fastest. */
const trialMessages = 500_000;

/** Eddy against a client that parses each payload and does nothing else. */
export interface ThroughputFigures {
  readonly ratio: number;
  readonly ratio_per_cpu_second: number;
  readonly events_per_second: number;
  readonly raw_events_per_second: number;
  readonly cpu_seconds_per_million: number;
  readonly raw_cpu_seconds_per_million: number;
  readonly raw_client: string;
}

/** Both read the same stored log, in turns; Eddy from an empty state, with checkpoints, scraped each second. */
export async function measureThroughput({ messages, rounds, profile }: BenchOptions): Promise<ThroughputFigures> {
  return withLog(async (connection, url) => {
    say(`storing ${messages.toLocaleString("en")} messages of ${payloadBytes} bytes, ${devices} series`);
    await new Readings(connection, devices).store(messages);
    const kind = await fastestRaw(url, Math.min(messages, trialMessages));
    const raw: Reading[] = [];
    const eddy: Reading[] = [];
    for (let round = 1; round <= rounds; round++) {
      raw.push(await readRaw(url, messages, kind));
      eddy.push(await readByEddy(url, profile));
      say(`round ${round}: raw ${described(raw.at(-1), messages)}; eddy ${described(eddy.at(-1), messages)}`);
    }
    return compare(raw, eddy, { messages, kind });
  });
}

async function fastestRaw(url: string, messages: number): Promise<RawKind> {
  let fastest: { kind: RawKind; seconds: number } = { kind: "messages", seconds: Infinity };
  for (const kind of rawKinds) {
    const { seconds, cpuSeconds } = await readRaw(url, messages, kind);
    say(`raw client by ${kind}: ${described({ seconds, cpuSeconds }, messages)}`);
    if (seconds < fastest.seconds) fastest = { kind, seconds };
  }
  return fastest.kind;
}

async function readByEddy(url: string, profile: string | undefined): Promise<Reading> {
  const exporter = await BenchExporter.at(url, profile);
  exporter.start();
  const scraper = new Scraper(exporter.port);
  try {
    return await exporter.caughtUp();
  } finally {
    await scraper.end();
    await exporter.remove();
  }
}

function compare(raw: readonly Reading[], eddy: readonly Reading[], { messages, kind }: { messages: number; kind: RawKind }): ThroughputFigures {
  const seconds = (readings: readonly Reading[]): number => median(readings.map((reading) => reading.seconds));
  const cpuSeconds = (readings: readonly Reading[]): number => median(readings.map((reading) => reading.cpuSeconds));
  return {
    ratio: rounded(seconds(raw) / seconds(eddy)),
    ratio_per_cpu_second: rounded(cpuSeconds(raw) / cpuSeconds(eddy)),
    events_per_second: rounded(messages / seconds(eddy)),
    raw_events_per_second: rounded(messages / seconds(raw)),
    cpu_seconds_per_million: rounded((cpuSeconds(eddy) / messages) * 1e6),
    raw_cpu_seconds_per_million: rounded((cpuSeconds(raw) / messages) * 1e6),
    raw_client: kind,
  };
}

function described(reading: Reading | undefined, messages: number): string {
  const { seconds, cpuSeconds } = reading ?? { seconds: NaN, cpuSeconds: NaN };
  return `${Math.round(messages / seconds).toLocaleString("en")}/s, ${((cpuSeconds / messages) * 1e6).toFixed(2)} CPU s a million`;
}
