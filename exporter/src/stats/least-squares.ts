/** The inverse of the covariance begins with this on its diagonal: a prior worth a hundredth of one standardised value. */
const FIRST_INVERSE = 100;
/** Beyond this sum of its diagonal nothing is forgotten: without excitation it would grow for ever. */
const LARGEST_TRACE = 1e6;

/**
 * One step of recursive least squares with exponential forgetting.
 *
 * The state at `offset` is the weights w (`order` f64) and the inverse P (`order`² f64), all zero before the first step.
 * k = P·x / (forgetting + x'·P·x); w += k·error; P = (P − k·x'·P) / forgetting.
 */
export type LeastSquaresStep = (page: DataView, offset: number, x: Float64Array, error: number) => void;

/** `forgetting` is in (0, 1]. The step allocates nothing and costs 3·order² multiplications. */
export function leastSquaresStep(order: number, forgetting: number): LeastSquaresStep {
  const product = new Float64Array(order);
  return (page, offset, x, error) => {
    const inverse = offset + 8 * order;
    const kept = begin(page, inverse, order) > LARGEST_TRACE ? 1 : forgetting;
    const scale = kept + multiply(page, inverse, x, product);
    for (let i = 0; i < order; i++) {
      const gain = (product[i] ?? 0) / scale;
      page.setFloat64(offset + 8 * i, page.getFloat64(offset + 8 * i, true) + gain * error, true);
      // Upper triangle, mirrored: rounding must not make it lopsided.
      for (let j = i; j < order; j++) {
        const value = (page.getFloat64(inverse + 8 * (order * i + j), true) - gain * (product[j] ?? 0)) / kept;
        page.setFloat64(inverse + 8 * (order * i + j), value, true);
        page.setFloat64(inverse + 8 * (order * j + i), value, true);
      }
    }
  };
}

/** Puts the prior in the place of zeroes; returns the sum of the diagonal before. */
function begin(page: DataView, inverse: number, order: number): number {
  let trace = 0;
  for (let i = 0; i < order; i++) trace += page.getFloat64(inverse + 8 * (order + 1) * i, true);
  for (let i = 0; trace === 0 && i < order; i++) page.setFloat64(inverse + 8 * (order + 1) * i, FIRST_INVERSE, true);
  return trace;
}

/** Writes P·x into `product` and returns x'·P·x. */
function multiply(page: DataView, inverse: number, x: Float64Array, product: Float64Array): number {
  const order = product.length;
  let square = 0;
  for (let i = 0; i < order; i++) {
    let sum = 0;
    for (let j = 0; j < order; j++) sum += page.getFloat64(inverse + 8 * (order * i + j), true) * (x[j] ?? 0);
    product[i] = sum;
    square += sum * (x[i] ?? 0);
  }
  return square;
}
