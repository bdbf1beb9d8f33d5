import { describe, expect, it } from "@jest/globals";
import { linearRegression } from "simple-statistics";
import { seededRandom } from "../model/random.ts";
import { leastSquaresStep } from "./least-squares.ts";

function stateOf(order: number): DataView {
  return new DataView(new ArrayBuffer(8 * order * (order + 1)));
}

describe("leastSquaresStep", () => {
  it("agrees with the regression line over all points, but for its prior", () => {
    const step = leastSquaresStep(2, 1);
    const page = stateOf(2);
    const random = seededRandom(1);
    const points = Array.from({ length: 500 }, () => random.normal()).map((x): [number, number] => [x, 3 * x - 2 + random.normal()]);
    for (const [x, y] of points) {
      step(page, 0, Float64Array.of(1, x), y - page.getFloat64(0, true) - page.getFloat64(8, true) * x);
    }
    const { b, m } = linearRegression(points);
    expect(page.getFloat64(0, true)).toBeCloseTo(b, 3);
    expect(page.getFloat64(8, true)).toBeCloseTo(m, 3);
  });

  it("follows weights that change, by forgetting", () => {
    const step = leastSquaresStep(1, 0.98);
    const page = stateOf(1);
    const random = seededRandom(2);
    for (let i = 0; i < 1000; i++) {
      const x = random.normal();
      step(page, 0, Float64Array.of(x), (i < 500 ? 1 : -1) * x - page.getFloat64(0, true) * x);
    }
    expect(page.getFloat64(0, true)).toBeCloseTo(-1, 3);
  });

  it("stays finite without excitation", () => {
    const step = leastSquaresStep(3, 0.95);
    const page = stateOf(3);
    for (let i = 0; i < 100_000; i++) step(page, 0, Float64Array.of(0, i % 2 ? 1e-9 : 0, 1), 0.1);
    for (let at = 0; at < page.byteLength; at += 8) expect(Number.isFinite(page.getFloat64(at, true))).toBe(true);
  });
});
