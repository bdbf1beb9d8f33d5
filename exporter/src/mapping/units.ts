import { RuleError } from "./rule-error.ts";

/** A unit as a pack writes it, and what becomes of its values. */
export interface Unit {
  /** Base unit, as in metric names; "" = a plain number. */
  readonly base: string;
  /** Exposition divides by it: 100 for `inr/100`; 1 for all else. */
  readonly shown: number;
  /** A value in the base unit; undefined = it is in it already. */
  readonly convert: ((value: number) => number) | undefined;
}

type Convert = (value: number) => number;

const times = (factor: number): Convert => (value) => value * factor;
// 21 / 1000 is the double nearest to 0.021; 21 * 0.001 is not.
const over = (factor: number): Convert => (value) => value / factor;

const fahrenheit: Convert = (value) => ((value - 32) * 5) / 9;

/** Words that are converted, by base unit; the base unit itself is a word too. */
const CONVERSIONS: Readonly<Record<string, Readonly<Record<string, Convert>>>> = {
  celsius: {
    "°C": times(1), degC: times(1), fahrenheit, "°F": fahrenheit, degF: fahrenheit, kelvin: (value) => value - 273.15, K: (value) => value - 273.15,
  },
  seconds: {
    ns: over(1e9), us: over(1e6), ms: over(1e3), s: times(1), min: times(60), h: times(3600), d: times(86_400),
    nanoseconds: over(1e9), microseconds: over(1e6), milliseconds: over(1e3), minutes: times(60), hours: times(3600),
  },
  bytes: {
    B: times(1), kB: times(1e3), KB: times(1e3), MB: times(1e6), GB: times(1e9), TB: times(1e12),
    KiB: times(2 ** 10), MiB: times(2 ** 20), GiB: times(2 ** 30), TiB: times(2 ** 40), bits: over(8), kbit: times(125), Mbit: times(125e3), Gbit: times(125e6),
  },
  ratio: { percent: over(100), "%": over(100), permille: over(1e3), ppm: over(1e6) },
  meters: { mm: over(1e3), cm: over(100), m: times(1), km: times(1e3), feet: times(0.3048), miles: times(1609.344) },
  meters_per_second: { "m/s": times(1), "mm/s": over(1e3), "km/h": over(3.6), mph: times(0.44704), knots: (value) => (value * 1852) / 3600 },
  liters: { ml: over(1e3), cl: over(100), l: times(1) },
  volts: { V: times(1), mV: over(1e3), kV: times(1e3) },
  amperes: { A: times(1), mA: over(1e3) },
  watts: { W: times(1), mW: over(1e3), kW: times(1e3), MW: times(1e6) },
  joules: { J: times(1), kJ: times(1e3), Wh: times(3600), kWh: times(3.6e6), kwh: times(3.6e6) },
  hertz: { Hz: times(1), kHz: times(1e3), MHz: times(1e6), GHz: times(1e9), rpm: over(60) },
  pascals: { pascal: times(1), Pa: times(1), hPa: times(100), hpa: times(100), kPa: times(1e3), mbar: times(100), bar: times(1e5), psi: times(6894.757293168361) },
  grams: { mg: over(1e3), g: times(1), kg: times(1e3) },
};

const WORDS: ReadonlyMap<string, Unit> = new Map(
  Object.entries(CONVERSIONS).flatMap(([base, words]) =>
    Object.entries(words).map(([word, convert]): [string, Unit] => [word, { base, shown: 1, convert }])),
);

/**
 * Reads a unit: one of the words above, `<major>/<n>` for money in its minor unit (`inr/100`; n a power of ten to 10^6),
 * "" for a plain number, or any other word of small letters, digits and underscores, taken as it is.
 * @throws RuleError
 */
export function parseUnit(word: string): Unit {
  const known = WORDS.get(word);
  if (known !== undefined) return known;
  const money = /^([a-z][a-z_]*)\/(10{1,6})$/.exec(word);
  if (money !== null) return { base: money[1] ?? "", shown: Number(money[2]), convert: undefined };
  if (!/^([a-z][a-z0-9_]{0,63})?$/.test(word)) {
    throw new RuleError("a unit of small letters, digits and underscores, money in its minor unit like inr/100, or one that is converted like KiB");
  }
  return { base: word, shown: 1, convert: undefined };
}
