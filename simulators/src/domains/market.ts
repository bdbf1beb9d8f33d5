import { seededRandom } from "../model/random.ts";
import { between, daily } from "./domain.ts";
import type { Domain, Source } from "./domain.ts";

const SYMBOLS = [
  "ACME", "BOLT", "CRUX", "DUNE", "ECHO", "FLUX", "GALE", "HIVE", "IRIS", "JADE",
  "KITE", "LUNA", "MESA", "NOVA", "OPAL", "PINE", "QUAY", "RUNE", "SAGE", "TIDE",
] as const;
const SECTORS = ["energy", "health", "industry", "technology"] as const;

/** Symbols of a stock market that never closes. */
export const market: Domain = {
  name: "market",
  reporters: { option: "symbols", sources: (count, seed) => [
    ...Array.from({ length: count }, (_, i) => ticker(i, seed)),
    ...SECTORS.slice(0, count).map((sector) => orderFlow(sector, seed)),
  ] },
};

function ticker(index: number, seed: number): Source {
  const round = Math.floor(index / SYMBOLS.length);
  const symbol = (SYMBOLS[index % SYMBOLS.length] ?? SYMBOLS[0]) + (round === 0 ? "" : String(round + 1));
  const sector = SECTORS[index % SECTORS.length] ?? SECTORS[0];
  const random = seededRandom(seed, symbol);
  const price = between(random, 20, 400);
  return {
    stream: "market_ticks",
    subject: `market.ticks.${symbol}`,
    labels: { symbol, sector },
    fields: { sector },
    measures: [
      { name: "price", kind: "level", mean: daily(price, price * 0.004, 14), deviation: price * 0.0015, digits: 2 },
      { name: "spread", kind: "level", mean: daily(0.001, -0.0001, 14), deviation: 0.00004, digits: 6 },
      { name: "volume", kind: "amount", mean: daily(between(random, 40, 120), 20, 14), deviation: 0, digits: 0 },
    ],
  };
}

/** Orders of a sector since the message before: what buyers and sellers want, and what they take back. */
function orderFlow(sector: string, seed: number): Source {
  const random = seededRandom(seed, sector);
  const level = between(random, 150, 300);
  return {
    stream: "market_flow",
    subject: `market.flow.${sector}`,
    labels: { sector },
    fields: {},
    measures: [
      { name: "bought", kind: "amount", mean: daily(level, level * 0.2, 14), deviation: 0, digits: 0 },
      { name: "sold", kind: "amount", mean: daily(level, level * 0.2, 14), deviation: 0, digits: 0 },
      { name: "cancelled", kind: "amount", mean: daily(level * 0.3, level * 0.05, 14), deviation: 0, digits: 0 },
      { name: "imbalance", kind: "level", mean: daily(0, 0.02, 10), deviation: 0.05, digits: 3 },
    ],
  };
}
