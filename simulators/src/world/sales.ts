import { seededRandom } from "../model/random.ts";
import type { Random } from "../model/random.ts";
import { productAt } from "./catalogue.ts";
import type { Customer, Customers } from "./customers.ts";
import type { Line, PaymentFact, RefundFact, Sale } from "./fact.ts";
import { rhythm } from "./rhythm.ts";
import { around, arrivals } from "./stage.ts";
import type { Stage } from "./stage.ts";
import type { Stock } from "./stock.ts";
import type { Voices } from "./voices.ts";

const COUNTER_SALES_A_SECOND = 0.14;
const REFUND_SHARE = 0.05;
const REFUND_AFTER_MS = 900_000;
const REASONS = ["changed_mind", "damaged", "wrong_item"] as const;
const FRAUDS_A_SECOND = 0.5;
/** Where kettles are in the catalogue. */
const COSTLY = 0.85;

/** Where the parts of a purchase come together. */
export interface SalesParts {
  readonly customers: Customers;
  readonly stock: Stock;
  readonly voices: Voices;
}

/** What is bought on the web and at the counters, paid, sometimes given back. */
export class Sales {
  readonly #stage: Stage;
  readonly #parts: SalesParts;
  readonly #random: Random;

  constructor(stage: Stage, parts: SalesParts) {
    this.#stage = stage;
    this.#parts = parts;
    this.#random = seededRandom(stage.seed, "sales");
  }

  /** Opens the counters; thieves come when an incident wants it. */
  begin(): void {
    const { now, isOn } = this.#stage;
    const counters = seededRandom(this.#stage.seed, "counters");
    arrivals(this.#stage, counters, () => COUNTER_SALES_A_SECOND * rhythm(now(), 0.7), () => {
      const customer = counters.next() < 0.6 ? this.#parts.customers.any(counters) : undefined;
      this.#pay(this.#sale("pos", customer, this.basket(counters), ""), () => {});
    });
    const thieves = seededRandom(this.#stage.seed, "thieves");
    // As good as never, unless an incident is at work: so the other numbers stay what they are.
    arrivals(this.#stage, thieves, () => (isOn("fraud") ? FRAUDS_A_SECOND : 1e-9), () => {
      const lines = [{ product: productAt(COSTLY), units: 6 + thieves.poisson(6) }];
      this.#pay(this.#sale("web", this.#parts.customers.any(thieves), lines, ""), () => {});
    });
  }

  /** What somebody wants to buy. */
  basket(random: Random): Line[] {
    const count = 1 + Math.min(3, random.poisson(0.5));
    const products = new Set(Array.from({ length: count }, () => productAt(random.next())));
    return [...products].map((product) => ({ product, units: 1 + Math.min(4, random.poisson(0.3)) }));
  }

  /** A purchase on the web; `done` is told how it ended. */
  buy(customer: Customer, lines: readonly Line[], campaign: string, done: (sale: Sale | undefined) => void): void {
    const sale = this.#sale("web", customer, lines, campaign);
    if (this.#parts.stock.has(lines, customer)) this.#pay(sale, (isPaid) => { done(isPaid ? sale : undefined); });
    else done(undefined);
  }

  #sale(channel: Sale["channel"], customer: Customer | undefined, lines: readonly Line[], campaign: string): Sale {
    const full = valueOf(lines);
    const discountPaise = campaign === "" ? 0 : Math.round(full / 10);
    return { order: this.#stage.id("o"), channel, customer, lines, paise: full - discountPaise, discountPaise, campaign };
  }

  #pay(sale: Sale, done: (isPaid: boolean) => void): void {
    const random = this.#random;
    const method = paymentMethod(sale, random.next());
    const luck = random.next();
    const isDown = this.#stage.isOn("gateway") && method !== "cash";
    const typicalMs = around(random, method === "cash" ? 200 : 900, 0.35);
    const durationMs = Math.round(isDown ? 10_000 + typicalMs : typicalMs);
    const outcome: PaymentFact["outcome"] = isDown && luck < 0.85 ? "error" : luck > 0.995 ? "error" : luck > 0.965 ? "declined" : "authorised";
    this.#stage.after(durationMs, () => {
      this.#stage.tell({ kind: "payment", payment: this.#stage.id("pay"), sale, method, outcome, durationMs });
      if (outcome === "authorised") this.#deliver(sale);
      else this.#parts.voices.mayWrite(sale.customer, "angry", { probability: outcome === "error" ? 0.5 : 0.05, afterMs: 20_000 });
      done(outcome === "authorised");
    });
  }

  #deliver(sale: Sale): void {
    const random = this.#random;
    this.#stage.tell({ kind: "order", sale });
    this.#parts.stock.sell(sale.lines, sale.customer);
    this.#parts.voices.mayWrite(sale.customer, "happy", { probability: 0.1, afterMs: 240_000, campaign: sale.campaign });
    const line = random.pick(sale.lines);
    const reason = random.pick(REASONS) ?? "changed_mind";
    const delayMs = around(random, REFUND_AFTER_MS, 0.5);
    if (random.next() < REFUND_SHARE && line !== undefined) this.#stage.after(delayMs, () => { this.#refund(sale, line, reason); });
  }

  #refund(sale: Sale, line: Line, reason: RefundFact["reason"]): void {
    this.#stage.tell({ kind: "refund", refund: this.#stage.id("r"), sale, reason, paise: valueOf([line]) });
    if (reason !== "damaged") this.#parts.stock.takeBack(line, sale.customer);
  }
}

/** Price of all of it, paise. */
export function valueOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { product, units }) => sum + product.paise * units, 0);
}

function paymentMethod({ channel }: Sale, place: number): PaymentFact["method"] {
  if (channel === "pos" && place < 0.3) return "cash";
  if (place < 0.75) return "upi";
  return place < 0.93 ? "card" : "wallet";
}
