import { seededRandom } from "../model/random.ts";
import type { Random } from "../model/random.ts";
import { CATALOGUE } from "./catalogue.ts";
import type { Product } from "./catalogue.ts";
import type { Customer } from "./customers.ts";
import type { Line, MovementFact } from "./fact.ts";
import { around } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** What one warehouse has of one product. */
interface Bin {
  readonly warehouse: string;
  readonly product: Product;
  readonly full: number;
  onHand: number;
  onOrder: number;
}

const WAREHOUSES = ["delhi", "pune"] as const;
/** Reordered when so much of a full bin is left. */
const REORDER_SHARE = 0.35;
const DELIVERY_MS = 480_000;
const COUNT_MS = 60_000;
const LOSS_CHECK_MS = 4_000;

/** The warehouses: goods leave with sales, come back with returns, and are ordered anew in time. */
export class Stock {
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #bins: readonly Bin[];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#random = seededRandom(stage.seed, "stock");
    this.#bins = WAREHOUSES.flatMap((warehouse) =>
      CATALOGUE.map((product): Bin => {
        const full = Math.max(20, Math.round(900 * product.share));
        return { warehouse, product, full, onHand: Math.round(full * (0.4 + 0.6 * this.#random.next())), onOrder: 0 };
      }));
  }

  /** Counts all bins at intervals, one after the other, and loses goods when an incident wants it. */
  begin(): void {
    this.#bins.forEach((bin, i) => {
      this.#stage.after((i * COUNT_MS) / this.#bins.length, () => { this.#count(bin); });
    });
    this.#stage.after(LOSS_CHECK_MS, () => { this.#lose(); });
  }

  /** Whether all of it can be sold to somebody. */
  has(lines: readonly Line[], customer: Customer | undefined): boolean {
    return lines.every(({ product, units }) => this.#bin(product, customer).onHand >= units);
  }

  sell(lines: readonly Line[], customer: Customer | undefined): void {
    for (const { product, units } of lines) this.#move(this.#bin(product, customer), "sale", -units);
  }

  takeBack({ product, units }: Line, customer: Customer | undefined): void {
    this.#move(this.#bin(product, customer), "return", units);
  }

  #bin(product: Product, customer: Customer | undefined): Bin {
    const warehouse = customer?.region === "north" ? "delhi" : "pune";
    return this.#bins.find((bin) => bin.warehouse === warehouse && bin.product === product) as Bin;
  }

  #move(bin: Bin, reason: MovementFact["reason"], units: number): void {
    const moved = Math.max(units, -bin.onHand);
    if (moved === 0) return;
    bin.onHand += moved;
    const { warehouse, product } = bin;
    this.#stage.tell({ kind: "movement", movement: this.#stage.id("mv"), warehouse, product, reason, units: moved, left: bin.onHand });
    if (bin.onOrder === 0 && bin.onHand <= reorderPoint(bin)) this.#reorder(bin);
  }

  #reorder(bin: Bin): void {
    const units = bin.full - bin.onHand;
    const leadMs = Math.round(around(this.#random, DELIVERY_MS, 0.25));
    bin.onOrder = units;
    const { warehouse, product } = bin;
    this.#stage.tell({ kind: "reorder", reorder: this.#stage.id("po"), warehouse, product, units, leadMs });
    this.#stage.after(leadMs, () => {
      bin.onOrder = 0;
      this.#move(bin, "delivery", units);
    });
  }

  #count(bin: Bin): void {
    const { warehouse, product, onHand, onOrder } = bin;
    this.#stage.tell({ kind: "level", warehouse, product, onHand, onOrder, reorderPoint: reorderPoint(bin) });
    this.#stage.after(COUNT_MS, () => { this.#count(bin); });
  }

  #lose(): void {
    const bin = this.#random.pick(this.#bins);
    if (this.#stage.isOn("loss") && bin !== undefined) this.#move(bin, "loss", -Math.ceil(bin.onHand * 0.8));
    this.#stage.after(LOSS_CHECK_MS, () => { this.#lose(); });
  }
}

function reorderPoint({ full }: Bin): number {
  return Math.round(full * REORDER_SHARE);
}
