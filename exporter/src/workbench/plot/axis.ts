/** Maps numbers to pixels. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  at(value: number): number;
}

/** From `from` to `to`, which become the pixels `low` and `high`. */
export function scale(from: number, to: number, low: number, high: number): Scale {
  const span = to - from || 1;
  return { from, to, at: (value) => low + ((value - from) / span) * (high - low) };
}

/** Round numbers within a scale, some five of them. */
export function roundTicks({ from, to }: Scale): number[] {
  const rough = (to - from || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1000, 5000, 15_000, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

/** Round times (UTC) within a scale, at most ten, each with what is written below it. */
export function timeTicks({ from, to }: Scale): { readonly ms: number; readonly text: string }[] {
  const step = STEPS.find((candidate) => (to - from) / candidate <= 10) ?? Math.ceil((to - from) / 10);
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, i) => first + i * step).map((ms) => ({ ms, text: timeText(ms, step) }));
}

function timeText(ms: number, step: number): string {
  const text = new Date(ms).toISOString();
  if (step >= DAY) return text.slice(0, 10);
  return step >= MINUTE ? `${text.slice(5, 10)} ${text.slice(11, 16)}` : text.slice(11, 19);
}

/** A number of an axis. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  return size >= 1e6 || (size > 0 && size < 1e-3) ? value.toExponential(1) : String(value);
}
