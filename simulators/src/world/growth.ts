import { seededRandom } from "../model/random.ts";
import type { Random } from "../model/random.ts";
import type { Customers } from "./customers.ts";
import type { LeadFact, SubscriptionFact } from "./fact.ts";
import { rhythm } from "./rhythm.ts";
import { around, arrivals } from "./stage.ts";
import type { Stage } from "./stage.ts";

const LEADS_A_SECOND = 0.02;
const SUBSCRIPTIONS_A_SECOND = 0.05;
const STAGE_MS = 240_000;
const LETTER_MS = 60_000;
const COMPANIES = ["Chai Point", "Blue Tokai", "Hotel Meridian", "Cafe Ivory", "Indus Office", "Lotus Stores"] as const;
const LEAD_SOURCES = ["fair", "partner", "referral", "website"] as const;
const PLANS = [["basic", 49_900], ["family", 89_900], ["office", 349_900]] as const;
/** What a subscription's news is, of a hundred. */
const ACTIONS = [["renewed", 70], ["started", 17], ["cancelled", 13]] as const;

/** How the business grows: leads, campaigns, subscriptions. */
export class Growth {
  readonly #stage: Stage;
  readonly #customers: Customers;
  readonly #random: Random;

  constructor(stage: Stage, customers: Customers) {
    this.#stage = stage;
    this.#customers = customers;
    this.#random = seededRandom(stage.seed, "growth");
  }

  begin(): void {
    const { now } = this.#stage;
    const leads = seededRandom(this.#stage.seed, "leads");
    arrivals(this.#stage, leads, () => LEADS_A_SECOND * rhythm(now(), 0.3), () => { this.#lead(leads); });
    const subscriptions = seededRandom(this.#stage.seed, "subscriptions");
    arrivals(this.#stage, subscriptions, () => SUBSCRIPTIONS_A_SECOND, () => { this.#subscription(subscriptions); });
    this.#letter();
  }

  #lead(random: Random): void {
    const lead = {
      lead: this.#stage.id("l"), company: random.pick(COMPANIES) ?? "", source: random.pick(LEAD_SOURCES) ?? "website",
      paise: Math.round(around(random, 4_000_000, 0.6)),
    };
    const advance = (stage: LeadFact["stage"]): void => {
      this.#stage.tell({ kind: "lead", stage, ...lead });
      const isLucky = random.next() < 0.6;
      const delayMs = around(random, STAGE_MS, 0.5);
      const next = nextStage(stage, isLucky);
      if (next !== undefined) this.#stage.after(delayMs, () => { advance(next); });
    };
    advance("new");
  }

  #subscription(random: Random): void {
    let place = random.next() * 100;
    const action: SubscriptionFact["action"] = ACTIONS.find(([, share]) => (place -= share) < 0)?.[0] ?? "renewed";
    const [plan, paise] = random.pick(PLANS) ?? PLANS[0];
    const customer = this.#customers.any(random);
    const months = action === "started" ? 0 : 1 + random.poisson(8);
    this.#stage.tell({ kind: "subscription", subscription: `sub-${customer.id}`, action, plan, customer, paise, months });
  }

  /** What the letters of the last minute have brought. */
  #letter(): void {
    const random = this.#random;
    const isFestival = this.#stage.isOn("campaign");
    const sent = random.poisson(isFestival ? 4000 : 400);
    const opened = random.poisson(sent * 0.3);
    this.#stage.tell({
      kind: "campaign", campaign: isFestival ? "festival" : "newsletter", medium: "email",
      sent, opened, clicked: random.poisson(opened * 0.15), spentPaise: sent * 12,
    });
    this.#stage.after(LETTER_MS, () => { this.#letter(); });
  }
}

function nextStage(stage: LeadFact["stage"], isLucky: boolean): LeadFact["stage"] | undefined {
  if (stage === "won" || stage === "lost") return undefined;
  if (!isLucky) return "lost";
  return stage === "new" ? "qualified" : stage === "qualified" ? "proposal" : "won";
}
