import type { ValueFilterKind } from "./filter.ts";

/** Smallest and largest value that can be true, by base unit. A little is left for sensors that overshoot. */
const LIMITS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  // Absolute zero; the hottest furnaces and plasmas that are measured in °C.
  celsius: [-273.15, 1e5],
  // A share of a whole, 5 % overshoot at both ends.
  ratio: [-0.05, 1.05],
  // Perfect vacuum as a gauge pressure tells it; the pressure in the middle of the Earth.
  pascals: [-101_325, 4e11],
  // Durations, and points in time until the year 2286.
  seconds: [0, 1e10],
  bytes: [0, 2 ** 80],
  grams: [0, 1e15],
  hertz: [0, 1e25],
  lux: [0, 1e9],
  ppm: [0, 1e6],
  ph: [-2, 16],
  degrees: [-360, 360],
  // The speed of light.
  meters_per_second: [-299_792_458, 299_792_458],
};

/**
 * Leaves out values that can't be true in their unit: a temperature below absolute zero, a humidity of 400 %.
 *
 * Judged in the base unit, after conversion. Without a `measure` it takes all whose unit it knows. Cost some ns, no state.
 */
export const plausible: ValueFilterKind = {
  id: "plausible",
  version: 1,
  acts: "values",
  keepsFromKpis: true,
  settings: {},
  main: undefined,
  broken: () => undefined,
  takes: ({ unit }) => Object.hasOwn(LIMITS, unit),
  takesRule: `a measure in ${Object.keys(LIMITS).sort().join(", ")}`,
  create(_settings, { unit }) {
    const [least, most] = LIMITS[unit] ?? [-Infinity, Infinity];
    return { size: 0, pass: (_page, _offset, { value }) => (value >= least && value <= most ? value : NaN) };
  },
};
