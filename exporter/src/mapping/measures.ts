import type { Rejection } from "../model/rejection.ts";

/** Decimal text as JSON writes it, and as CSV files do: sign, leading zeros and a bare point are taken too. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/i;

/**
 * A measure's number: NaN for null, undefined and "" (absent); numbers and decimal text as they are.
 * `bad_type` for all else, `not_finite` for NaN and infinity, in words or by overflow (1e999).
 */
export function measureValue(value: unknown): number | Rejection["reason"] {
  if (typeof value === "number") return Number.isFinite(value) ? value : "not_finite";
  if (value === undefined || value === null || value === "") return NaN;
  return typeof value === "string" ? numberOfText(value) : "bad_type";
}

function numberOfText(text: string): number | Rejection["reason"] {
  if (NOT_FINITE.test(text)) return "not_finite";
  if (!DECIMAL.test(text)) return "bad_type";
  const value = Number(text);
  return Number.isFinite(value) ? value : "not_finite";
}
