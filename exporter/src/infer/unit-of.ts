/** A unit as packs write it, told by the words of a name, and the words that are left of the name. */
export interface NamedUnit {
  readonly unit: string;
  /** Without those that say the unit, where it is converted; the unit then stands in the metric's name. */
  readonly words: readonly string[];
}

/** Last words that say a unit by themselves. */
const SUFFIXES: Readonly<Record<string, string>> = {
  ms: "ms", millis: "ms", msec: "ms", milliseconds: "ms", us: "us", micros: "us", ns: "ns", nanos: "ns",
  s: "seconds", sec: "seconds", secs: "seconds", seconds: "seconds", min: "min", minutes: "min", hours: "h",
  bytes: "bytes", kb: "KB", mb: "MB", gb: "GB", kib: "KiB", mib: "MiB", gib: "GiB",
  percent: "percent", pct: "percent", percentage: "percent", ratio: "ratio",
  celsius: "celsius", fahrenheit: "fahrenheit", kelvin: "kelvin",
  pa: "pascals", hpa: "hPa", kpa: "kPa", mbar: "mbar",
  volts: "volts", volt: "volts", mv: "mV", amps: "amperes", ampere: "amperes", amperes: "amperes", ma: "mA",
  watts: "watts", watt: "watts", kw: "kW", kwh: "kWh", wh: "Wh", joules: "joules",
  hz: "hertz", khz: "kHz", mhz: "MHz", ghz: "GHz", mm: "mm", cm: "cm", km: "km", meters: "meters", kg: "kg", grams: "grams",
};
/** One letter says a unit only behind the quantity. */
const LETTERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  c: { temperature: "celsius", temp: "celsius" },
  f: { temperature: "fahrenheit", temp: "fahrenheit" },
  k: { temperature: "kelvin", temp: "kelvin" },
  v: { voltage: "volts", battery: "volts", supply: "volts" },
  a: { current: "amperes" },
  w: { power: "watts" },
  m: { distance: "meters", height: "meters", depth: "meters", level: "meters" },
};
/** `ns`, `s`, `min` and the like are units only behind another word. */
const NEVER_ALONE: ReadonlySet<string> = new Set(["min", "s", "ms", "us", "ns", "ma", "pa", "mm", "cm", "km", "kg", "mb", "gb", "kb"]);

/** The unit that a name tells; "" = a plain number. */
export function unitOf(words: readonly string[]): NamedUnit {
  const unit = suffixUnit(words.at(-1) ?? "", words.at(-2));
  if (unit === undefined) return { unit: words.includes("bytes") && !words.includes("per") ? "bytes" : "", words };
  return { unit, words: words.length === 1 ? words : words.slice(0, -1) };
}

function suffixUnit(last: string, before: string | undefined): string | undefined {
  if (before === undefined) return NEVER_ALONE.has(last) ? undefined : SUFFIXES[last];
  return LETTERS[last]?.[before] ?? SUFFIXES[last];
}
