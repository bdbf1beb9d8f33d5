import { beforeEach, describe, expect, it } from "@jest/globals";
import { join } from "node:path";
import { findPacks, readPackFolder } from "../config/packs.ts";
import { DEFAULT_FOLD_SETTINGS } from "../pack/fold-text.ts";
import type { SeriesReading } from "../pipeline/view.ts";
import { Trial } from "./trial.ts";

const BEGIN_MS = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
const REORDER_POINT = 19;
const FULL = 54;
const ONSET = 0.918;
/** A warning of EddyAnomaly wants as many counts beyond the band, a minute apart. */
const WARNING_COUNTS = 5;

describe.each(["on_hand", "cover"])("%s of the pack inventory, counted each minute", (measure) => {
  let trial: Trial;
  let counts: number;

  beforeEach(() => {
    const packs = findPacks([], join(__dirname, "../../packs")).filter(({ name }) => name === "inventory").map(readPackFolder);
    trial = new Trial({ packs, settings: DEFAULT_FOLD_SETTINGS });
    counts = 0;
  });

  function count(onHand: number): SeriesReading {
    const storeTimeMs = BEGIN_MS + counts++ * MINUTE_MS;
    const event = { id: `c${counts}`, time: new Date(storeTimeMs).toISOString(), item: "kettle", category: "kitchen", on_hand: onHand, reorder_point: REORDER_POINT, cover: onHand / REORDER_POINT };
    trial.apply({ subject: "inventory.levels.pune", sequence: counts, storeTimeMs, storeTimeNs: 0, payload: Buffer.from(JSON.stringify(event)), headers: undefined });
    const reading = {} as SeriesReading;
    trial.view.tables().find((table) => table.measure === measure)?.read(0, reading);
    return reading;
  }

  /** Four hours of slow sales, a unit in twenty minutes, with a delivery an hour before the end. */
  function sell(onCount: (reading: SeriesReading) => void): number {
    let onHand = 28;
    for (let i = 1; i <= 240; i++) {
      if (i === 180) onHand = FULL;
      else if (i % 20 === 0) onHand--;
      onCount(count(onHand));
    }
    return onHand;
  }

  it("regression: a delivery is no warning", () => {
    let beyond = 0;
    let longest = 0;
    let leaps = 0;
    sell(({ value, lower, upper, score, anomalies }) => {
      beyond = score >= ONSET && (value > upper || value < lower) ? beyond + 1 : 0;
      longest = Math.max(longest, beyond);
      leaps = anomalies;
    });
    expect(leaps).toBeGreaterThan(0);
    expect(longest).toBeLessThan(WARNING_COUNTS);
  });

  it("tells when most of a stock is lost at once", () => {
    let before = 0;
    const onHand = sell(({ anomalies }) => { before = anomalies; });
    const { anomalies, score } = count(Math.round(onHand * 0.2));
    expect(anomalies).toBe(before + 1);
    expect(score).toBeGreaterThan(ONSET);
  });
});
