import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "#exporter/model/random";
import { ORDINARY_KINDS, valueOf, valuesOf } from "./ordinary.ts";

const ROWS = 4000;

describe.each(ORDINARY_KINDS)("ordinary series, $id", (kind) => {
  const series = Array.from({ length: 8 }, (_, seed) => kind.draw(seededRandom(seed), ROWS));

  it("are the same for the same seed and others for another", () => {
    expect(valuesOf(kind.draw(seededRandom(3), ROWS))).toEqual(valuesOf(kind.draw(seededRandom(3), ROWS)));
    expect(valuesOf(kind.draw(seededRandom(3), ROWS))).not.toEqual(valuesOf(kind.draw(seededRandom(4), ROWS)));
  });

  it("have rising times at about their interval, and finite values", () => {
    for (const { timesMs, intervalMs } of series) {
      expect(timesMs.every((timeMs, row) => row === 0 || timeMs > (timesMs[row - 1] ?? NaN))).toBe(true);
      const mean = ((timesMs[ROWS - 1] ?? NaN) - (timesMs[0] ?? NaN)) / (ROWS - 1);
      expect(mean / intervalMs).toBeGreaterThan(0.9);
      expect(mean / intervalMs).toBeLessThan(1.1);
    }
    for (const one of series) expect(valuesOf(one).every(Number.isFinite)).toBe(true);
  });

  it("have noise of mean 0 and the standard deviation that they tell", () => {
    const told = series.map(({ noise, sd }) => {
      const mean = noise.reduce((sum, value) => sum + value, 0) / ROWS;
      return { mean: mean / sd, ratio: Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / ROWS) / sd };
    });
    for (const { mean, ratio } of told) {
      expect(Math.abs(mean)).toBeLessThan(0.15);
      // Heavy tails have a sample deviation that wanders; faults go into none of them.
      expect(ratio).toBeGreaterThan(kind.takesFaults ? 0.9 : 0.6);
      expect(ratio).toBeLessThan(kind.takesFaults ? 1.1 : 1.6);
    }
  });

  it("come to their values by the scale that they tell", () => {
    for (const one of series) {
      const level = (one.pattern[5] ?? NaN) + one.sd;
      const expected = { plain: level, log: Math.exp(level), count: Math.round(level) }[one.scale];
      expect(valueOf(one, 5, one.sd)).toBe(expected);
      if (one.scale === "count") expect(valueOf(one, 5, -1e9)).toBe(0);
    }
  });
});
