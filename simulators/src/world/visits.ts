import { seededRandom } from "../model/random.ts";
import type { Random } from "../model/random.ts";
import { productAt } from "./catalogue.ts";
import type { Customers } from "./customers.ts";
import type { CartFact, Device, Line, PageGroup, Visit, VisitFact, VisitSource } from "./fact.ts";
import { rhythm } from "./rhythm.ts";
import { valueOf } from "./sales.ts";
import type { Sales } from "./sales.ts";
import { around, arrivals } from "./stage.ts";
import type { Stage } from "./stage.ts";
import type { Voices } from "./voices.ts";

const VISITS_A_SECOND = 0.5;
/** How many more come while a campaign runs. */
const CAMPAIGN_FACTOR = 5;
const DEVICES: readonly Device[] = ["desktop", "desktop", "mobile", "mobile", "mobile", "mobile", "tablet"];
const SOURCES: readonly VisitSource[] = ["direct", "direct", "search", "search", "search", "social", "email"];
const READING_MS = 9_000;

/** Which page may follow, with its probability; where they end the visitor leaves. */
const NEXT: Readonly<Record<PageGroup, readonly (readonly [PageGroup, number])[]>> = {
  home: [["category", 0.5], ["product", 0.25]],
  category: [["product", 0.7], ["category", 0.1]],
  product: [["cart", 0.28], ["product", 0.25], ["category", 0.15]],
  cart: [["checkout", 0.62], ["product", 0.2]],
  checkout: [],
};

/** A visit as it goes on. */
interface Going {
  readonly visit: Visit;
  readonly startMs: number;
  pages: number;
  lines: Line[];
}

/** Who takes part in a visit. */
export interface VisitParts {
  readonly customers: Customers;
  readonly sales: Sales;
  readonly voices: Voices;
}

/** Visitors of the site: from page to page, some of them to a purchase. */
export class Visits {
  readonly #stage: Stage;
  readonly #parts: VisitParts;
  readonly #random: Random;
  /** Sessions that have put something into their cart. */
  readonly #carts = new Set<string>();

  constructor(stage: Stage, parts: VisitParts) {
    this.#stage = stage;
    this.#parts = parts;
    this.#random = seededRandom(stage.seed, "visits");
  }

  begin(): void {
    const { now, isOn } = this.#stage;
    const rate = (): number => VISITS_A_SECOND * rhythm(now(), 0.5) * (isOn("campaign") ? CAMPAIGN_FACTOR : 1);
    arrivals(this.#stage, this.#random, rate, () => { this.#come(); });
  }

  #come(): void {
    const random = this.#random;
    const customer = random.next() < 0.6 ? this.#parts.customers.any(random) : undefined;
    const called = random.next() < 0.8 && this.#stage.isOn("campaign");
    const source = random.pick(SOURCES) ?? "direct";
    const visit: Visit = {
      session: this.#stage.id("s"), customer, source: called ? "email" : source, device: random.pick(DEVICES) ?? "mobile",
      address: `203.0.113.${1 + Math.floor(random.next() * 254)}`, campaign: called ? "festival" : source === "email" ? "newsletter" : "",
    };
    this.#open({ visit, startMs: this.#stage.now(), pages: 0, lines: [] }, random.next() < 0.5 ? "home" : "product");
  }

  /** Asks for a page, reads it and goes on; or leaves. */
  #open(going: Going, group: PageGroup): void {
    const random = this.#random;
    going.pages++;
    const { status, durationMs } = this.#answer(group);
    const product = productAt(random.next());
    const sizeBytes = status === 200 ? Math.round(around(random, 24_000, 0.3)) : 512;
    this.#stage.tell({ kind: "page", visit: going.visit, request: this.#stage.id("q"), group, path: pathOf(group, product), status, durationMs, sizeBytes });
    if (status >= 500 && this.#isDrivenAway(going)) {
      this.#leave(going, undefined);
      return;
    }
    if (group === "product" && status === 200) going.lines = this.#parts.sales.basket(random);
    this.#stage.after(durationMs + around(random, READING_MS, 0.7), () => { this.#goOn(going, group); });
  }

  /** What the site answers, and how soon. */
  #answer(group: PageGroup): { status: number; durationMs: number } {
    const random = this.#random;
    const isDown = this.#stage.isOn("outage");
    const luck = random.next();
    const typicalMs = group === "checkout" ? 180 : 90;
    const durationMs = Math.round(around(random, isDown ? 2_500 : typicalMs, 0.4));
    if (isDown && luck < 0.7) return { status: 503, durationMs };
    if (luck > 0.996) return { status: 500, durationMs };
    return { status: luck > 0.986 ? 404 : 200, durationMs };
  }

  /** After an error: some complain, most leave. */
  #isDrivenAway({ visit }: Going): boolean {
    this.#parts.voices.mayWrite(visit.customer, "angry", { probability: 0.25, afterMs: 25_000 });
    return this.#random.next() < 0.8;
  }

  #goOn(going: Going, from: PageGroup): void {
    let place = this.#random.next();
    const next = NEXT[from].find(([, probability]) => (place -= probability) < 0);
    if (from === "checkout") this.#buy(going);
    else if (next === undefined) this.#leave(going, undefined);
    else {
      if (next[0] === "cart") this.#tellCart("created", going);
      this.#open(going, next[0]);
    }
  }

  #buy(going: Going): void {
    const { customers, sales } = this.#parts;
    const { visit, lines } = going;
    const customer = visit.customer ?? customers.signUp();
    if (visit.customer === undefined) this.#stage.tell({ kind: "sign-up", customer });
    sales.buy(customer, lines, visit.campaign, (sale) => { this.#leave(going, sale?.paise); });
  }

  /** `paise`: what was paid, undefined where nothing was bought. */
  #leave(going: Going, paise: number | undefined): void {
    const { visit, pages, startMs, lines } = going;
    const hasCart = this.#carts.delete(visit.session);
    const goal: VisitFact["goal"] = paise !== undefined ? "purchase" : hasCart ? "cart" : "none";
    if (hasCart && lines.length > 0) this.#tellCart(paise === undefined ? "abandoned" : "checked_out", going);
    this.#stage.tell({ kind: "visit", visit, pages, lengthMs: Math.round(this.#stage.now() - startMs), goal, paise: paise ?? 0 });
  }

  #tellCart(action: CartFact["action"], { visit, lines }: Going): void {
    if (action === "created") {
      if (this.#carts.has(visit.session)) return;
      this.#carts.add(visit.session);
    }
    this.#stage.tell({ kind: "cart", action, visit, items: lines.reduce((sum, { units }) => sum + units, 0), paise: valueOf(lines) });
  }
}

function pathOf(group: PageGroup, { category, item }: { category: string; item: string }): string {
  if (group === "home") return "/";
  if (group === "category") return `/c/${category}`;
  return group === "product" ? `/p/${item}` : `/${group}`;
}
