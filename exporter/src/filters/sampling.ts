import { hashText } from "../model/hash.ts";
import type { FilterInput, ValueFilterKind } from "./filter.ts";

/** Keeps the choice apart from other uses of the hash. */
const SEED = 3;

/**
 * Takes one event in `one_in`, chosen by a hash of its id, or of its place in the log where it has none: the same
 * events in every replay, and all measures of a chosen event.
 *
 * Counters lose nothing. Rates would tell too little, so they are not sampled. Cost some 20 ns, no state.
 */
export const sampling: ValueFilterKind = {
  id: "sampling",
  version: 1,
  acts: "values",
  keepsFromKpis: false,
  settings: { one_in: { form: "count", least: 2, most: 1_000_000, default: undefined } },
  main: "one_in",
  broken: ({ one_in: oneIn }) => (oneIn === undefined ? "one_in, how many events one is taken of" : undefined),
  takes: ({ kind }) => kind !== "rate",
  takesRule: "a gauge or counter",
  create({ one_in: oneIn = 1 }) {
    const pair = { low: 0, high: 0 };
    const hash = ({ id, ordinal }: FilterInput): number => {
      if (id === "") return mixed(ordinal);
      hashText(id, SEED, pair);
      return pair.low;
    };
    return { size: 0, pass: (_page, _offset, input) => (hash(input) % oneIn === 0 ? input.value : NaN) };
  },
};

/** Whole numbers to unsigned 32 bits, well spread: the finish of MurmurHash3 (Appleby, public domain), high half first. */
function mixed(whole: number): number {
  return spread(spread(Math.floor(whole / 2 ** 32)) ^ (whole >>> 0));
}

function spread(word: number): number {
  let bits = word ^ (word >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
