import { z } from "zod";
import { parseDurationMs } from "../pack/duration.ts";

const UNIT_BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** `512B`, `64KiB`, `1MiB`, `10GiB`, `2TiB` → bytes; undefined for all else. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d{1,9})(B|KiB|MiB|GiB|TiB)$/.exec(text);
  return match === null ? undefined : Number(match[1]) * (UNIT_BYTES[match[2] ?? ""] ?? 0);
}

/** Option that holds a duration, at least `from` and at most `to`; becomes milliseconds. */
export function duration(from: string, to: string): z.ZodType<number, string> {
  return quantity(parseDurationMs, [from, to], `a duration such as 500ms, 30s, 5m, 1h or 7d, from ${from} to ${to}`);
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
