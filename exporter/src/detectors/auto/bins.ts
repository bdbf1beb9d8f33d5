import { powerOfTwo } from "../../stats/power-of-two.ts";

/** Symbols: eight equal bins in the middle, half octaves outside. */
export const SYMBOLS = 48;
/** Bins in the middle. */
export const INNER = 8;
const SIDE = (SYMBOLS - INNER) / 2;
/** Bins beyond the middle at which the outermost symbol begins, and some more. */
const OUTERMOST = powerOfTwo((SIDE - 0.5) / 2) - 1;

/** The bin of a value, 0 to 47, by where the middle begins and how wide a bin of it is (> 0). */
export function symbolOf(value: number, low: number, width: number): number {
  return symbolAt((value - low) / width);
}

/** The same by how many bins of the middle a value lies from where it begins. */
export function symbolAt(place: number): number {
  if (place >= 0 && place < INNER) return SIDE + Math.floor(place);
  const beyond = place < 0 ? -place : place - INNER;
  const step = halfOctaves(1 + Math.min(beyond, OUTERMOST));
  return place < 0 ? SIDE - 1 - step : SIDE + INNER + step;
}

/** Half octaves from 1 up to `ratio` (1 to below 2^31), rounded down: ⌊2·log₂ ratio⌋ without a logarithm. */
function halfOctaves(ratio: number): number {
  const octave = 31 - Math.clz32(ratio);
  return 2 * octave + (ratio >= Math.SQRT2 * (1 << octave) ? 1 : 0);
}

/** Where the bin of `symbol` begins: −Infinity for the first, Infinity for the one behind the last. */
export function edgeOf(symbol: number, low: number, width: number): number {
  if (symbol <= 0) return -Infinity;
  if (symbol >= SYMBOLS) return Infinity;
  if (symbol < SIDE) return low - width * (powerOfTwo((SIDE - symbol) / 2) - 1);
  const inner = symbol - SIDE;
  return low + width * (inner <= INNER ? inner : INNER + powerOfTwo((inner - INNER) / 2) - 1);
}

/**
 * −log₁₀ of the share of `visits` that brought a symbol never seen before, `seen` of them did: Witten and Bell, "The
 * zero-frequency problem" (1991), method C.
 */
export function surpriseOf(visits: number, seen: number): number {
  return -Math.log10(seen / (visits + seen));
}

/** ln(1 + size / unit): what a surprise or an excess counts for. Most are 0, and a logarithm is dear. */
export function shareOf(size: number, unit: number): number {
  return size === 0 ? 0 : Math.log1p(size / unit);
}

/** Whether the 48 bits at `row` hold the symbol. The two bytes behind them are free for something else. */
export function has(page: DataView, row: number, symbol: number): boolean {
  return ((page.getUint32(row + (symbol >>> 5) * 4, true) >>> (symbol & 31)) & 1) === 1;
}

/** Sets the symbol's bit. */
export function add(page: DataView, row: number, symbol: number): void {
  const word = row + (symbol >>> 5) * 4;
  page.setUint32(word, (page.getUint32(word, true) | (1 << (symbol & 31))) >>> 0, true);
}

/** How many symbols one of two rows has. */
export function distinct(page: DataView, row: number, old: number): number {
  return ones(page.getUint32(row, true) | page.getUint32(old, true)) + ones(page.getUint16(row + 4, true) | page.getUint16(old + 4, true));
}

/** Moves bytes, a multiple of 4, and leaves zeroes. */
export function move(page: DataView, from: number, to: number, bytes: number): void {
  for (let i = 0; i < bytes; i += 4) {
    page.setUint32(to + i, page.getUint32(from + i, true), true);
    page.setUint32(from + i, 0, true);
  }
}

/** Bits of a 32-bit word that are 1: Warren, "Hacker's Delight" (2002), 5-1. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
