import type { Random } from "#exporter/model/random";
import { autoregressive, between, betweenLog, exponential, pick, poisson, student } from "./draws.ts";

/** A simulated series in which nothing happens: pattern and noise apart, so that a fault can be put in. */
export interface Ordinary {
  readonly timesMs: Float64Array;
  /** What is to be expected of each row, on the scale on which noise is added. */
  readonly pattern: Float64Array;
  readonly noise: Float64Array;
  /** Standard deviation of the noise, on that scale. */
  readonly sd: number;
  /** Mean time between events, ms. */
  readonly intervalMs: number;
  /** From that scale to the value: as it is, e to it, or a whole number from 0. */
  readonly scale: "plain" | "log" | "count";
}

/** One way in which series are ordinary. */
export interface OrdinaryKind {
  readonly id: string;
  /** What is drawn, for people. */
  readonly what: string;
  /** Whether a fault in it differs from its daily life. */
  readonly takesFaults: boolean;
  draw(random: Random, rows: number): Ordinary;
}

const DAY_MS = 86_400_000;
/** A Wednesday. */
const BEGIN_MS = 1_700_006_400_000;

/** Value of a row, its noise replaced by `noise` on the series' scale. */
export function valueOf({ pattern, scale }: Ordinary, row: number, noise: number): number {
  const level = (pattern[row] ?? NaN) + noise;
  switch (scale) {
    case "plain": return level;
    case "log": return Math.exp(level);
    case "count": return Math.max(0, Math.round(level));
  }
}

/** All values as they come when nothing happens. */
export function valuesOf(series: Ordinary): Float64Array {
  return series.noise.map((noise, row) => valueOf(series, row, noise));
}

function even(rows: number, intervalMs: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => BEGIN_MS + Math.round(row * intervalMs));
}

/** Waits with an exponential distribution: events that know nothing of each other. */
function irregular(random: Random, rows: number, intervalMs: number): Float64Array {
  let timeMs = BEGIN_MS;
  return Float64Array.from({ length: rows }, () => (timeMs += 1 + Math.floor(exponential(random) * intervalMs)));
}

/** A day's curve with its second harmonic, −1 to 1 or little more, and a quieter weekend for every second one. */
function rhythm(random: Random, timesMs: Float64Array): Float64Array {
  const [phase, second, secondPhase] = [random.next(), between(random, 0, 0.4), random.next()];
  const weekend = random.next() < 0.5 ? 1 : between(random, 0.4, 0.9);
  return timesMs.map((timeMs) => {
    const day = timeMs / DAY_MS;
    const curve = Math.sin(2 * Math.PI * (day + phase)) + second * Math.sin(4 * Math.PI * (day + secondPhase));
    return (Math.floor(day) + 4) % 7 >= 5 ? curve * weekend : curve;
  });
}

/** Intervals at which things are commonly measured, ms. */
const INTERVALS_MS = [15_000, 60_000, 300_000];

function seasonal(random: Random, rows: number): Ordinary {
  const intervalMs = pick(random, [120_000, 300_000, 600_000]);
  const timesMs = even(rows, intervalMs);
  const [base, sd, height] = [between(random, -50, 200), betweenLog(random, 0.1, 10), between(random, 1, 5)];
  const noise = autoregressive(random, rows, between(random, 0, 0.7)).map((value) => value * sd);
  return { timesMs, pattern: rhythm(random, timesMs).map((curve) => base + height * sd * curve), noise, sd, intervalMs, scale: "plain" };
}

function drifting(random: Random, rows: number): Ordinary {
  const intervalMs = pick(random, INTERVALS_MS);
  const [base, sd] = [between(random, -50, 200), betweenLog(random, 0.1, 10)];
  // A level that comes back to its mean within some thousand rows, or a steady slope; both far slower than a fault.
  const wander = autoregressive(random, rows, 1 - 1 / between(random, 2000, 10_000));
  const [width, slope] = random.next() < 0.5 ? [between(random, 1, 3), 0] : [0, between(random, -10, 10)];
  const pattern = wander.map((value, row) => base + sd * (width * value + (slope * row) / 10_000));
  const noise = autoregressive(random, rows, between(random, 0, 0.5)).map((value) => value * sd);
  return { timesMs: even(rows, intervalMs), pattern, noise, sd, intervalMs, scale: "plain" };
}

function logNormal(random: Random, rows: number): Ordinary {
  const intervalMs = pick(random, INTERVALS_MS);
  const [median, sd] = [betweenLog(random, 0.01, 1000), between(random, 0.3, 1)];
  const noise = Float64Array.from({ length: rows }, () => sd * random.normal());
  return { timesMs: even(rows, intervalMs), pattern: new Float64Array(rows).fill(Math.log(median)), noise, sd, intervalMs, scale: "log" };
}

function studentTailed(random: Random, rows: number): Ordinary {
  const intervalMs = pick(random, INTERVALS_MS);
  const [base, width, freedom] = [between(random, -50, 200), betweenLog(random, 0.1, 10), pick(random, [3, 4, 5])];
  const noise = Float64Array.from({ length: rows }, () => width * student(random, freedom));
  const sd = width * Math.sqrt(freedom / (freedom - 2));
  return { timesMs: even(rows, intervalMs), pattern: new Float64Array(rows).fill(base), noise, sd, intervalMs, scale: "plain" };
}

function counts(random: Random, timesMs: Float64Array, means: Float64Array, intervalMs: number): Ordinary {
  const noise = means.map((mean) => poisson(random, mean) - mean);
  const sd = Math.sqrt(means.reduce((sum, mean) => sum + mean, 0) / means.length);
  return { timesMs, pattern: means, noise, sd, intervalMs, scale: "count" };
}

function integer(random: Random, rows: number): Ordinary {
  const intervalMs = pick(random, [60_000, 300_000]);
  const timesMs = even(rows, intervalMs);
  const [mean, swing] = [betweenLog(random, 1, 100), random.next() < 0.5 ? 0 : between(random, 0.2, 0.6)];
  return counts(random, timesMs, rhythm(random, timesMs).map((curve) => mean * Math.max(0.05, 1 + swing * curve)), intervalMs);
}

function sparse(random: Random, rows: number): Ordinary {
  const intervalMs = betweenLog(random, 600_000, 3 * 3_600_000);
  const timesMs = irregular(random, rows, intervalMs);
  const [base, sd] = [between(random, -50, 200), betweenLog(random, 0.1, 10)];
  const noise = Float64Array.from({ length: rows }, () => sd * random.normal());
  return { timesMs, pattern: new Float64Array(rows).fill(base), noise, sd, intervalMs, scale: "plain" };
}

function bursty(random: Random, rows: number): Ordinary {
  const intervalMs = pick(random, [60_000, 300_000]);
  const [quiet, factor] = [betweenLog(random, 0.5, 30), between(random, 3, 10)];
  const [begins, ends] = [between(random, 0.005, 0.05), between(random, 0.05, 0.3)];
  let isBusy = false;
  const means = Float64Array.from({ length: rows }, () => {
    isBusy = random.next() < (isBusy ? 1 - ends : begins);
    return isBusy ? quiet * factor : quiet;
  });
  return counts(random, even(rows, intervalMs), means, intervalMs);
}

/** Every kind that the exporter is to keep quiet on. */
export const ORDINARY_KINDS: readonly OrdinaryKind[] = [
  { id: "seasonal", what: "a day's curve of 1–5 sd, half with quieter weekends, AR(1) noise of up to 0.7", takesFaults: true, draw: seasonal },
  { id: "drifting", what: "a level that wanders by 1–3 sd over thousands of events or slopes by up to 10 sd in 10,000, AR(1) noise", takesFaults: true, draw: drifting },
  { id: "heavy-tailed", what: "log-normal, sd of the logarithm 0.3–1; sd below is that of the logarithm", takesFaults: true, draw: logNormal },
  { id: "student", what: "Student's t with 3–5 degrees of freedom: 8 sd are ordinary there once in some thousands", takesFaults: false, draw: studentTailed },
  { id: "integer", what: "Poisson counts with means of 1–100, half with a day's curve", takesFaults: true, draw: integer },
  { id: "sparse", what: "normal values at exponential gaps of 10 min to 3 h in the mean", takesFaults: true, draw: sparse },
  { id: "bursty", what: "Poisson counts of a quiet rate and 3–10 times that while busy, on and off at random", takesFaults: false, draw: bursty },
];
