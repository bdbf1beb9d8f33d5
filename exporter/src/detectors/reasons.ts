import { deviationEvidence } from "../stats/evidence.ts";
import type { Judgement } from "./detector.ts";

/** What a sentence about a judgement may speak of, values as shown, in `unit`. */
export interface Told {
  readonly value: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  /** "" for a plain number. */
  readonly unit: string;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** One kind of reason. */
export interface ReasonKind {
  readonly id: string;
  /** Names of the figures a, b and c as machines are told them, as many as it has. */
  readonly figures: readonly string[];
  /** Which figures are in the measure's unit: shown in the major one for money. */
  readonly inUnit: readonly ("a" | "b" | "c")[];
  /** One sentence with figures, without a full stop. */
  sentence(told: Told): string;
}

/** A reason as data. */
export interface Reason {
  /** `id` of its kind. */
  readonly kind: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly sentence: string;
}

// Made when first needed, since that takes 10 ms.
let wholes: Intl.NumberFormat | undefined;
let fourDigits: Intl.NumberFormat | undefined;

/** Three or four significant digits, as people write numbers. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  const size = Math.abs(value);
  if (size >= 1e9 || (size < 1e-4 && size > 0)) return value.toExponential(2);
  if (size >= 1000) return (wholes ??= new Intl.NumberFormat("en", { maximumFractionDigits: 0 })).format(value);
  return (fourDigits ??= new Intl.NumberFormat("en", { maximumSignificantDigits: 4 })).format(value);
}

/** 1 in so many, with one digit; a tail is not trusted beyond the `events` that it was learned from (a million where they are not known). */
function rarity(decades: number, events: number): string {
  const most = Number.isFinite(events) ? Math.max(events, 1000) : 1e6;
  const round = (count: number): string => Number(count.toPrecision(1)).toLocaleString("en");
  return 10 ** decades > most ? `less likely than 1 in ${round(most)}` : `as likely as 1 in ${round(10 ** decades)}`;
}

const amount = (value: number, unit: string): string => (unit === "" ? figure(value) : `${figure(value)} ${unit}`);
const side = (told: Told): string => (Number.isNaN(told.expected) ? "from" : told.value >= told.expected ? "above" : "below");
const seconds = (value: number): string =>
  (value < 120 ? `${figure(value)} s` : value < 7200 ? `${figure(value / 60)} min` : `${figure(value / 3600)} h`);

/** Codes of reasons: places in `REASON_KINDS`, part of the state. New ones go to the end. */
export const REASON = {
  none: 0, deviation: 1, novel: 2, novelDeviation: 3, novelSequence: 4, record: 5, improbable: 6, shift: 7,
  stuck: 8, silent: 9, aboveThreshold: 10, belowThreshold: 11, rateOfChange: 12, peers: 13, variance: 14, fromMedian: 15,
  atThisTime: 16, notCleared: 17, novelMean: 18, extreme: 19, extremeDeviation: 20, improbableShift: 21,
} as const;

/** Every kind of reason at its code. */
export const REASON_KINDS: readonly ReasonKind[] = [
  { id: "none", figures: [], inUnit: [], sentence: () => "nothing unusual" },
  {
    id: "deviation", figures: ["deviations"], inUnit: [],
    sentence: (told) => `${amount(told.value, told.unit)} is ${figure(told.a)} standard deviations ${side(told)} ${Number.isNaN(told.expected) ? "what is usual" : `the expected ${figure(told.expected)}`}`,
  },
  {
    id: "novel-value", figures: ["from", "to", "events"], inUnit: ["a", "b"],
    sentence: (told) => `first value ${between(told)} in ${figure(told.c)} events`,
  },
  {
    id: "novel-deviation", figures: ["from", "to", "events"], inUnit: ["a", "b"],
    sentence: (told) => `${amount(told.value, told.unit)} is the first value ${between(told)} where ${figure(told.expected)} is usual at this time, in ${figure(told.c)} events`,
  },
  {
    id: "novel-sequence", figures: ["from", "to", "events"], inUnit: ["a", "b"],
    sentence: (told) => `first change from about ${figure(told.a)} to ${amount(told.b, told.unit)} in ${figure(told.c)} events`,
  },
  {
    id: "record", figures: ["beyond", "record"], inUnit: ["b"],
    sentence: (told) => `${amount(told.value, told.unit)} is ${figure(100 * told.a)} % of the range beyond any value before (${figure(told.b)})`,
  },
  {
    id: "improbable", figures: ["decades", "follows", "events"], inUnit: ["b"],
    sentence: (told) => `${amount(told.value, told.unit)} does not follow from the values before it, from which ${figure(told.b)} would: ${rarity(told.a, told.c)}`,
  },
  {
    id: "shift", figures: ["deviations", "events"], inUnit: [],
    sentence: (told) => `level moved by ${figure(told.a)} standard deviations ${side(told)} the expected ${figure(told.expected)} over ${figure(told.b)} events`,
  },
  {
    id: "stuck", figures: ["events", "usual"], inUnit: [],
    sentence: (told) => `${amount(told.value, told.unit)} for ${figure(told.a)} events without a change, usual of late are up to about ${figure(Math.round(told.b))}`,
  },
  {
    id: "silent", figures: ["seconds", "usual_seconds"], inUnit: [],
    sentence: (told) => `no event for ${seconds(told.a)}, usual is one in ${seconds(told.b)}`,
  },
  {
    id: "above-threshold", figures: ["threshold"], inUnit: ["a"],
    sentence: (told) => `${amount(told.value, told.unit)} is above the threshold of ${figure(told.a)}`,
  },
  {
    id: "below-threshold", figures: ["threshold"], inUnit: ["a"],
    sentence: (told) => `${amount(told.value, told.unit)} is below the threshold of ${figure(told.a)}`,
  },
  {
    id: "rate-of-change", figures: ["per_second", "usual_per_second"], inUnit: ["a", "b"],
    sentence: (told) => `changed by ${figure(told.a)} ${told.unit === "" ? "" : `${told.unit} `}a second, usual is up to ${figure(told.b)}`,
  },
  {
    id: "peers", figures: ["deviations", "median", "siblings"], inUnit: ["b"],
    sentence: (told) => `${amount(told.value, told.unit)} is ${figure(told.a)} deviations from the median ${figure(told.b)} of ${figure(told.c)} siblings`,
  },
  {
    id: "variance", figures: ["ratio", "decades", "events"], inUnit: [],
    sentence: (told) => `the last values stray ${figure(told.a)} times as far as usual from what those before lead to: ${rarity(told.b, told.c)}`,
  },
  {
    id: "from-median", figures: ["deviations", "median"], inUnit: ["b"],
    sentence: (told) => `${amount(told.value, told.unit)} is ${figure(told.a)} standard deviations, reckoned from the median absolute deviation, from the median ${figure(told.b)}`,
  },
  {
    id: "at-this-time", figures: ["deviations"], inUnit: [],
    sentence: (told) => `${amount(told.value, told.unit)} is ${figure(told.a)} standard deviations ${side(told)} what is usual at this time${Number.isNaN(told.expected) ? "" : `, ${figure(told.expected)}`}`,
  },
  {
    id: "not-cleared", figures: ["clears"], inUnit: ["a"],
    sentence: (told) => `${amount(told.value, told.unit)} is not yet back at ${figure(told.a)}, where the anomaly ends`,
  },
  {
    id: "novel-mean", figures: ["over", "means", "mean"], inUnit: ["c"],
    sentence: (told) => `the mean of the last ${figure(told.a)} events, ${amount(told.c, told.unit)}, is like none of ${figure(told.b)} such means before`,
  },
  {
    id: "extreme", figures: ["margin", "record"], inUnit: ["b"],
    sentence: (told) => `${amount(told.value, told.unit)} is beyond every value before (${figure(told.b)})`,
  },
  {
    id: "extreme-deviation", figures: ["margin", "record"], inUnit: ["b"],
    sentence: (told) => `${amount(told.value, told.unit)} is further from the expected ${figure(told.expected)} than any value before was from its own: the furthest would be ${figure(told.b)} now`,
  },
  {
    id: "improbable-shift", figures: ["decades", "follows", "events"], inUnit: ["b"],
    sentence: (told) => `${amount(told.value, told.unit)} and the few values before it lie to one side of what those before led to, now ${figure(told.b)}: ${rarity(told.a, told.c)}`,
  },
];

function between({ a, b, unit }: Told): string {
  if (a === -Infinity) return `below ${amount(b, unit)}`;
  return b === Infinity ? `above ${amount(a, unit)}` : `between ${figure(a)} and ${amount(b, unit)}`;
}

/** The reason of a code as data and as a sentence; figures in the measure's unit are divided by `shown`. Undefined for none. */
export function reasonOf(code: number, told: Told, shown = 1): Reason | undefined {
  const kind = REASON_KINDS[code];
  if (kind === undefined || code === REASON.none) return undefined;
  const scaled = { ...told };
  for (const name of kind.inUnit) scaled[name] = told[name] / shown;
  const places = [scaled.a, scaled.b, scaled.c];
  return { kind: kind.id, figures: Object.fromEntries(kind.figures.map((name, i) => [name, places[i] ?? NaN])), sentence: kind.sentence(scaled) };
}

/** Evidence and reason of a deviation in standard deviations, where the judgement is ready; `onset` of them are an onset. */
export function judgeDeviation(judgement: Judgement, deviations: number, onset: number): void {
  judgement.evidence = judgement.ready ? deviationEvidence(deviations, onset) : 0;
  if (judgement.evidence > 0) because(judgement, REASON.deviation, Math.abs(deviations));
  else because(judgement, REASON.none, NaN);
}

/** Writes why into a judgement; a kind with a third figure sets `c` behind it. */
export function because(judgement: Judgement, reason: number, a: number, b = NaN): void {
  judgement.reason = reason;
  judgement.a = a;
  judgement.b = b;
  judgement.c = NaN;
}
