import { describe, expect, it } from "@jest/globals";
import { roundTicks, scale, timeTicks } from "./axis.ts";
import type { Shape } from "./drawing.ts";
import { drawScores } from "./draw-scores.ts";
import { PlotData } from "./plot-data.ts";
import { svgOf } from "./svg.ts";

function data(rows: number, onset: number): PlotData {
  const made = new PlotData();
  for (let row = 0; row < rows; row++) {
    made.add({
      row: { row, line: row, timeMs: row * 60_000, value: row === onset ? 50 : row % 7 },
      scored: { score: row === onset ? 1 : 0, state: 0, expected: 3, lower: row < 10 ? NaN : -2, upper: row < 10 ? NaN : 9, onset: row === onset, readiness: "ready" },
    });
  }
  return made;
}

const red = (shape: Shape): boolean => shape.kind === "polygon" && shape.colour[0] === 208;

describe("drawScores", () => {
  it("marks each onset at the edge and at its value, beside the one in the legend", () => {
    expect(drawScores(data(100, 50), "x").shapes.filter(red)).toHaveLength(3);
    expect(drawScores(data(100, -1), "x").shapes.filter(red)).toHaveLength(1);
  });

  it("draws no more points than pixels allow, whatever the rows, and keeps the extremes", () => {
    const lines = drawScores(data(200_000, 100_000), "x").shapes.flatMap((shape) => (shape.kind === "line" ? [shape.points] : []));
    const longest = lines.reduce((most, points) => (points.length > most.length ? points : most), []);
    expect(longest.length).toBeLessThan(5_000);
    expect(Math.min(...longest.map(([, y]) => y))).toBeLessThan(80);
  });

  it.each([
    { name: "no rows", rows: 0 },
    { name: "one row", rows: 1 },
  ])("draws $name with finite numbers only", ({ rows }) => {
    expect(svgOf(drawScores(data(rows, 0), "a < b & c"))).not.toMatch(/NaN|Infinity/);
    expect(svgOf(drawScores(data(rows, 0), "a < b & c"))).toContain(">a &lt; b &amp; c</text>");
  });
});

describe("axes", () => {
  it.each([
    { from: 0, to: 10, expected: [0, 2, 4, 6, 8, 10] },
    { from: 0.11, to: 0.29, expected: [0.15, 0.2, 0.25] },
    { from: -120, to: 260, expected: [-100, 0, 100, 200] },
  ])("puts round numbers between $from and $to", ({ from, to, expected }) => {
    expect(roundTicks(scale(from, to, 0, 100))).toEqual(expected);
  });

  it.each([
    { name: "minutes", spanMs: 3_600_000, expected: "01-01 00:15" },
    { name: "days", spanMs: 8 * 86_400_000, expected: "1970-01-02" },
    { name: "seconds", spanMs: 10_000, expected: "00:00:01" },
  ])("writes $name", ({ spanMs, expected }) => {
    const ticks = timeTicks(scale(0, spanMs, 0, 100));
    expect(ticks.length).toBeLessThanOrEqual(11);
    expect(ticks[1]?.text).toBe(expected);
  });
});
