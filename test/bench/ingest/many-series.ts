import type { NatsConnection } from "@nats-io/transport-node";
import { BenchExporter } from "./exporter.ts";
import type { BenchOptions } from "./options.ts";
import { Readings } from "./readings.ts";
import { median, rounded, say, withLog } from "./scene.ts";
import { Scraper } from "./scraper.ts";
import { Sleeper } from "./watched.ts";

/** What a great many series cost. */
export interface ManySeriesFigures {
  /** Longest turn of the exporter's loop less the longest of a process that only sleeps, of the same run. */
  readonly longest_pause_ms: number;
  readonly longest_turn_ms: number;
  readonly sleeper_longest_turn_ms: number;
  readonly rss_bytes_1m_series: number;
  readonly peak_rss_bytes: number;
  /** From before the process was there until it is ready, from its checkpoint. */
  readonly catch_up_seconds_1m_series: number;
  readonly checkpoints: number;
  readonly scrape_median_ms: number;
  readonly scrape_longest_ms: number;
  readonly scrape_gzip_bytes: number;
}

/** A series a device: read them, go on while messages come in, checkpoints are written and scrapes answered; start again. */
export async function measureManySeries(options: BenchOptions): Promise<ManySeriesFigures> {
  return withLog(async (connection, url) => {
    const exporter = await BenchExporter.at(url, options.profile);
    const sleeper = new Sleeper(exporter.directory);
    const scraper = new Scraper(exporter.port);
    try {
      return await measure(options, connection, { exporter, sleeper, scraper });
    } finally {
      await scraper.end();
      await sleeper.end();
      await exporter.remove();
    }
  });
}

interface Cast {
  readonly exporter: BenchExporter;
  readonly sleeper: Sleeper;
  readonly scraper: Scraper;
}

async function measure({ series, seconds, rate }: BenchOptions, connection: NatsConnection, cast: Cast): Promise<ManySeriesFigures> {
  const { exporter, sleeper, scraper } = cast;
  say(`storing one message of each of ${series.toLocaleString("en")} series`);
  const readings = new Readings(connection, series);
  await readings.store(series);
  await sleeper.ready();
  await sleeper.longestTurnMs();
  exporter.start();
  const first = await exporter.caughtUp();
  const begin = await turns(cast);
  const early = exporter.memory();
  say(`read in ${first.seconds.toFixed(1)} s; ${inMib(early.rssBytes)}; longest turn ${described(begin)}`);
  scraper.reset();
  await readings.stream(rate, seconds);
  const live = await turns(cast);
  const late = exporter.memory();
  const { checkpoints } = exporter;
  const scrapes = { durationsMs: [...scraper.durationsMs], sizeBytes: scraper.sizeBytes };
  say(`${seconds} s with ${rate.toLocaleString("en")} messages a second, ${checkpoints} checkpoints: ${inMib(late.rssBytes)}; longest turn ${described(live)}`);
  await exporter.stop();
  exporter.start();
  const again = await exporter.caughtUp();
  const restart = await turns(cast);
  say(`started again from its checkpoint in ${again.sinceStartSeconds.toFixed(1)} s; longest turn ${described(restart)}`);
  const eddyMs = Math.max(begin.eddyMs, live.eddyMs);
  const sleeperMs = Math.max(begin.sleeperMs, live.sleeperMs);
  return {
    longest_pause_ms: rounded(Math.max(0, eddyMs - sleeperMs)),
    longest_turn_ms: rounded(eddyMs),
    sleeper_longest_turn_ms: rounded(sleeperMs),
    rss_bytes_1m_series: Math.max(early.rssBytes, late.rssBytes),
    peak_rss_bytes: late.peakBytes,
    catch_up_seconds_1m_series: rounded(again.sinceStartSeconds),
    checkpoints,
    scrape_median_ms: rounded(median(scrapes.durationsMs)),
    scrape_longest_ms: rounded(Math.max(...scrapes.durationsMs)),
    scrape_gzip_bytes: scrapes.sizeBytes,
  };
}

interface Turns {
  readonly eddyMs: number;
  readonly sleeperMs: number;
}

async function turns({ exporter, sleeper }: Cast): Promise<Turns> {
  return { eddyMs: await exporter.longestTurnMs(), sleeperMs: await sleeper.longestTurnMs() };
}

function described({ eddyMs, sleeperMs }: Turns): string {
  return `${eddyMs.toFixed(1)} ms, of a sleeping process ${sleeperMs.toFixed(1)} ms`;
}

function inMib(sizeBytes: number): string {
  return `${Math.round(sizeBytes / 1_048_576)} MiB`;
}
