import { z } from "zod";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const UNIT_BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** `500ms`, `30s`, `5m`, `1h`, `7d`, `2w` → milliseconds; undefined for all else. */
export function parseDuration(text: string): number | undefined {
  return parseQuantity(text, UNIT_MS);
}

/** `512B`, `64KiB`, `1MiB`, `10GiB`, `2TiB` → bytes; undefined for all else. */
export function parseSize(text: string): number | undefined {
  return parseQuantity(text, UNIT_BYTES);
}

function parseQuantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, amount, unit] = /^(\d{1,9})([A-Za-z]{1,3})$/.exec(text) ?? [];
  const factor = unit === undefined || !Object.hasOwn(units, unit) ? undefined : units[unit];
  return factor === undefined ? undefined : Number(amount) * factor;
}

/** Option that holds a duration, at least `from` and at most `to`; becomes milliseconds. */
export function duration(from: string, to: string): z.ZodType<number, string> {
  return quantity(parseDuration, [from, to], `a duration such as 500ms, 30s, 5m, 1h or 7d, from ${from} to ${to}`);
}

/** Option that holds a size, at least `from` and at most `to`; becomes bytes. */
export function size(from: string, to: string): z.ZodType<number, string> {
  return quantity(parseSize, [from, to], `a size such as 512B, 64KiB, 1MiB or 10GiB, from ${from} to ${to}`);
}

function quantity(parse: (text: string) => number | undefined, [from, to]: [string, string], rule: string): z.ZodType<number, string> {
  const [low = 0, high = Infinity] = [parse(from), parse(to)];
  return z
    .string({ error: rule })
    .transform((text, context) => {
      const amount = parse(text);
      if (amount !== undefined && amount >= low && amount <= high) return amount;
      context.issues.push({ code: "custom", message: rule, input: text });
      return z.NEVER;
    })
    .meta({ rule });
}

/** Option that holds a whole number, at least `from` and at most `to`. */
export function count(from: number, to: number): z.ZodType<number, number> {
  const rule = `a whole number from ${from} to ${to}`;
  return z.int({ error: rule }).min(from, { error: rule }).max(to, { error: rule }).meta({ rule });
}

/** Option that holds text which matches `pattern`; `rule` says so in words. */
export function text(pattern: RegExp, rule: string): z.ZodType<string, string> {
  return z.string({ error: rule }).regex(pattern, { error: rule }).meta({ rule });
}
