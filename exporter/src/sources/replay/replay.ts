import type { Clock } from "../../model/clock.ts";
import type { Outgoing } from "../nats/publisher.ts";
import { mergeByTime } from "./merge.ts";
import type { MessageOf } from "./message.ts";
import { readRows } from "./read-rows.ts";
import type { ReadOptions } from "./read-rows.ts";
import type { Row } from "./row.ts";
import { RecordingError } from "./row.ts";
import { timeline } from "./timeline.ts";
import type { Span, Timeline, Timing } from "./timeline.ts";

/** What is replayed, and how. */
export interface ReplayOptions {
  /** At least one. */
  readonly files: readonly string[];
  readonly reading: ReadOptions;
  readonly timing: Timing;
  readonly messageOf: MessageOf;
}

/** What a replay needs from outside. */
export interface ReplayPorts {
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** Resolves when there is room for the next one. */
  readonly publish: (message: Outgoing) => Promise<void>;
  /** How the recording's time lies in the present, told once before the first message. */
  readonly onTimeline: (firstMs: number, firstEventMs: number) => void;
}

/** How long at most until a stop is noticed, ms. */
const LOOK_MS = 100;

/** Replays to the end or until stopped; answers how many messages were made. Throws RecordingError where there is no row. */
export async function replay(options: ReplayOptions, ports: ReplayPorts): Promise<number> {
  const { files, reading, timing, messageOf } = options;
  // Only where the end must come to lie in the present it must be known before the beginning.
  const lastMs = timing.time === "now" && timing.speed === Infinity ? await lastTimeMs(options) : NaN;
  let times: Timeline | undefined;
  let made = 0;
  for await (const row of mergeByTime(files.map((file) => readRows(file, reading)))) {
    times ??= begin(row, lastMs, timing, ports);
    if (!(await isDue(times.dueMs(row.timeMs), ports))) break;
    const message = messageOf(row, times.eventMs(row.timeMs));
    if (typeof message === "string") {
      reading.onBad({ file: row.file, number: row.number, why: message });
      continue;
    }
    await ports.publish(message);
    made++;
  }
  if (times === undefined) throw new RecordingError(`${files.join(", ")}: no row with a time; see --time-column and --time-format`);
  return made;
}

function begin({ timeMs }: Row, lastMs: number, timing: Timing, { clock, onTimeline }: ReplayPorts): Timeline {
  const span: Span = { firstMs: timeMs, lastMs };
  const times = timeline(timing, span, clock.now());
  onTimeline(timeMs, times.eventMs(timeMs));
  return times;
}

async function lastTimeMs({ files, reading }: ReplayOptions): Promise<number> {
  let lastMs = -Infinity;
  for (const file of files) {
    for await (const { timeMs } of readRows(file, { ...reading, onBad: () => undefined })) lastMs = Math.max(lastMs, timeMs);
  }
  return lastMs;
}

/** Waits for a moment; false when stopped meanwhile. */
async function isDue(dueMs: number, { clock, stop }: ReplayPorts): Promise<boolean> {
  while (!stop.aborted) {
    const restMs = dueMs - clock.now();
    if (restMs <= 0) return true;
    await new Promise<void>((resolve) => { clock.after(Math.min(restMs, LOOK_MS), resolve); });
  }
  return false;
}
