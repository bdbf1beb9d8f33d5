import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { seededRandom } from "../../model/random.ts";
import { Autoregression } from "./autoregression.ts";

const pageOf = (): DataView => new DataView(new ArrayBuffer(Autoregression.size));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, one, i) => sum + one * (b[i] ?? NaN), 0);

/** Recursive least squares by matrices of arrays: w += P·u·e / (λ + uᵀPu), P = (P − P·u·uᵀ·P / (λ + uᵀPu)) / λ. */
class Naive {
  #weights = [0, 0, 0, 0, 0];
  #inverse: number[][] = [0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].map((j) => (i === j ? 100 : 0)));
  #inputs = [0, 0, 0, 0, 1];
  #square = 0;
  #count = 0;

  predict(): number {
    return dot(this.#weights, this.#inputs);
  }

  learn(value: number): void {
    if (this.#count >= 4) this.#update(value);
    this.#count += 1;
    this.#inputs = [value, ...this.#inputs.slice(0, 3), 1];
  }

  #update(value: number): void {
    const plain = value - this.predict();
    const most = this.#count > 50 ? 3.5 * Math.sqrt(this.#square) : Infinity;
    const error = Math.max(-most, Math.min(most, plain));
    const product = this.#inverse.map((row) => dot(row, this.#inputs));
    const divisor = 0.999 + dot(product, this.#inputs);
    this.#weights = this.#weights.map((weight, i) => weight + ((product[i] ?? NaN) * error) / divisor);
    const next = this.#inverse.map((row, i) => row.map((one, j) => (one - ((product[i] ?? NaN) * (product[j] ?? NaN)) / divisor) / 0.999));
    const trace = next.reduce((sum, row, i) => sum + (row[i] ?? NaN), 0);
    this.#inverse = trace > 1e4 ? next.map((row) => row.map((one) => one / 2)) : next;
    this.#square += (error * error - this.#square) * Math.max(1 / 200, 1 / (this.#count + 1));
  }
}

describe("autoregression", () => {
  it("agrees with matrices at each step", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 60, maxLength: 250 }), fc.integer({ min: 0, max: 1000 }), (shocks, seed) => {
      const [model, naive, page] = [new Autoregression(), new Naive(), pageOf()];
      const random = seededRandom(seed);
      let value = 0;
      for (const shock of shocks) {
        value = 0.7 * value + random.normal() + 0.3 * shock;
        expect(model.predict(page, 0)).toBeCloseTo(naive.predict(), 6);
        model.learn(page, 0, value);
        naive.learn(value);
      }
    }), { seed: 1, numRuns: 30 });
  });

  it("finds the weights of a known series: it predicts as they do", () => {
    const [model, page, random] = [new Autoregression(), pageOf(), seededRandom(3)];
    let [value, before] = [0, 0];
    const errors: number[] = [];
    for (let i = 0; i < 6000; i++) {
      const truth = 0.5 + 0.6 * value - 0.3 * before;
      errors.push(Math.abs(model.predict(page, 0) - truth));
      [value, before] = [truth + random.normal(), value];
      model.learn(page, 0, value);
    }
    const last = errors.slice(-2000);
    // λ = 0.999 is a memory of some 1,000 values and 5 weights: an error of √(5 / 2000) sd.
    expect(last.reduce((sum, one) => sum + one, 0) / last.length).toBeLessThan(0.1);
  });

  it("is not thrown off by one wild value", () => {
    const [model, page, random] = [new Autoregression(), pageOf(), seededRandom(4)];
    const see = (value: number): number => {
      const error = Math.abs(value - model.predict(page, 0));
      model.learn(page, 0, value);
      return error;
    };
    for (let i = 0; i < 1000; i++) see(random.normal());
    see(1000);
    for (let i = 0; i < 4; i++) see(random.normal());
    const after = Array.from({ length: 200 }, () => see(random.normal()));
    expect(after.reduce((sum, one) => sum + one, 0) / after.length).toBeLessThan(1.2);
  });

  it("stays usable after long without news, where the inverse would grow for ever", () => {
    const [model, page, random] = [new Autoregression(), pageOf(), seededRandom(5)];
    const see = (value: number): void => {
      model.predict(page, 0);
      model.learn(page, 0, value);
    };
    for (let i = 0; i < 100_000; i++) see(0);
    expect(model.predict(page, 0)).toBe(0);
    for (let i = 0; i < 500; i++) see(2 + 0.1 * random.normal());
    expect(Math.abs(model.predict(page, 0) - 2)).toBeLessThan(0.5);
  });
});
