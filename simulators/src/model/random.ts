/** A stream of numbers that the same seed gives again. Each call takes the same number of draws, whatever its arguments. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
  /** A count with the given mean ≥ 0, as independent things happen. Above 30 by its normal approximation. */
  poisson(mean: number): number;
  /** One of `choices`; undefined if there is none. */
  pick<T>(choices: readonly T[]): T | undefined;
}

/** mulberry32 (Tommy Ettinger, public domain). `seed` is taken modulo 2^32; `use` separates streams of one seed. */
export function seededRandom(seed: number, use: string): Random {
  let state = mix(seed, use);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    normal,
    poisson(mean) {
      const uniform = next();
      const deviate = normal();
      return mean > 30 ? Math.max(0, Math.round(mean + Math.sqrt(mean) * deviate)) : smallPoisson(mean, uniform);
    },
    pick: (choices) => choices[Math.floor(next() * choices.length)],
  };
}

/** Inversion: walks up the distribution until it has passed `uniform`. */
function smallPoisson(mean: number, uniform: number): number {
  let probability = Math.exp(-mean);
  let reached = probability;
  let count = 0;
  while (uniform > reached && count < 200) {
    count++;
    probability *= mean / count;
    reached += probability;
  }
  return count;
}

/** FNV-1a over the text, begun with the seed. */
function mix(seed: number, text: string): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
  return hash;
}
