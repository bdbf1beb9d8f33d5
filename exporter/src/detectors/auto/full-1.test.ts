import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../../model/random.ts";
import { noJudgement } from "../detector.ts";
import { FullAuto } from "./full.ts";
import { fullOfVersion1 } from "./full-1.ts";
import { FULL } from "./full-layout.ts";

/** Records that version 1 kept of the series below after so many events, as gzip in base64. */
const RECORDS = JSON.parse(readFileSync(join(__dirname, "../../../golden/auto-1-full.json"), "utf8")) as readonly { events: number; state: string }[];

/** Share of a number; a record that takes part in 10,000 events comes to 10^−12. */
const ROUNDING = 1e-10;

/** Each moment and the one behind it. */
const STEPS = RECORDS.slice(1).map(({ events }, i) => ({ from: RECORDS[i]?.events ?? NaN, to: events }));

/** The series, with a spike now and then and a higher level in one event of ten. */
function valuesUntil(events: number): number[] {
  const random = seededRandom(9);
  let noise = 0;
  return Array.from({ length: events }, (_, i) => {
    noise = 0.6 * noise + random.normal();
    return Math.round(10 * (50 + noise + (i % 400 === 399 ? 25 : 0) + (i % 3000 > 2700 ? 8 : 0))) / 10;
  });
}

/** Where two pages differ, in what hangs on the autoregression by more than rounding: version 1 divided where it multiplies now. */
function differing(page: DataView, other: DataView): number[] {
  const ats: number[] = [];
  for (let at = 0; at < page.byteLength; at += 8) {
    if (page.getBigUint64(at, true) === other.getBigUint64(at, true)) continue;
    const place = at - FULL.SIZE;
    const isPredicted = (place >= FULL.REST && place < FULL.VALUE_SUM) || (place >= FULL.IMPROBABLE && place < FULL.OFFSETS);
    const [number, otherNumber] = [page.getFloat64(at, true), other.getFloat64(at, true)];
    if (!isPredicted || !(Math.abs(number - otherNumber) <= ROUNDING * Math.abs(otherNumber))) ats.push(place);
  }
  return ats;
}

/** What the record after so many events is today, between bytes that must stay as they are. */
function migrated(events: number): DataView {
  const stored = gunzipSync(Buffer.from(RECORDS.find((record) => record.events === events)?.state ?? "", "base64"));
  expect(stored).toHaveLength(fullOfVersion1.size);
  const { size } = new FullAuto(1);
  const bytes = new Uint8Array(3 * size).fill(0xa5).fill(0, size, 2 * size);
  const page = new DataView(bytes.buffer);
  fullOfVersion1.migrate(new DataView(stored.buffer, stored.byteOffset, stored.length), 0, page, size);
  return page;
}

describe("version 1 of the full tier", () => {
  it.each(STEPS)("goes on from $from events to what it was after $to, but for rounding", ({ from, to }) => {
    const [detector, page, judgement] = [new FullAuto(1), migrated(from), noJudgement()];
    for (const [i, value] of valuesUntil(to).entries()) {
      if (i < from) continue;
      const eventMs = 1_700_006_400_000 + 60_000 * i;
      const input = { value, eventMs, logMs: eventMs, elapsedMs: 60_000, intervalMs: 60_000 };
      detector.score(page, detector.size, input, judgement);
      detector.learn(page, detector.size, input);
    }
    expect(differing(page, migrated(to))).toEqual([]);
  });
});
