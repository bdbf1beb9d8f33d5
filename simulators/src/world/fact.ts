import type { Product } from "./catalogue.ts";
import type { Customer } from "./customers.ts";

/** What happened in the shop; each domain tells of it what it knows. Money in paise, a hundredth of a rupee. */
export type Fact =
  | PageFact | VisitFact | CartFact | OrderFact | PaymentFact | RefundFact | SignUpFact
  | MovementFact | LevelFact | ReorderFact | PostFact | EngagementFact
  | LeadFact | CampaignFact | SubscriptionFact | ProbeFact | ServerFact;

/** Parts of the shop's site. */
export type PageGroup = "home" | "category" | "product" | "cart" | "checkout";

export type Device = "desktop" | "mobile" | "tablet";

/** Where a visit came from. */
export type VisitSource = "direct" | "search" | "social" | "email";

/** One visit to the site. */
export interface Visit {
  readonly session: string;
  /** Undefined = a visitor who hasn't signed in. */
  readonly customer: Customer | undefined;
  readonly source: VisitSource;
  readonly device: Device;
  readonly address: string;
  /** Name of the campaign that brought it, "" if none did. */
  readonly campaign: string;
}

/** One page asked for, well or badly answered. */
export interface PageFact {
  readonly kind: "page";
  readonly visit: Visit;
  readonly request: string;
  readonly group: PageGroup;
  readonly path: string;
  /** HTTP status. */
  readonly status: number;
  readonly durationMs: number;
  readonly sizeBytes: number;
}

export interface VisitFact {
  readonly kind: "visit";
  readonly visit: Visit;
  readonly pages: number;
  readonly lengthMs: number;
  readonly goal: "none" | "cart" | "purchase";
  /** Of what was bought. */
  readonly paise: number;
}

export interface CartFact {
  readonly kind: "cart";
  readonly action: "created" | "checked_out" | "abandoned";
  readonly visit: Visit;
  readonly items: number;
  readonly paise: number;
}

export interface Line {
  readonly product: Product;
  readonly units: number;
}

/** Something sold and paid for. */
export interface Sale {
  readonly order: string;
  readonly channel: "web" | "pos";
  readonly customer: Customer | undefined;
  readonly lines: readonly Line[];
  readonly paise: number;
  readonly discountPaise: number;
  readonly campaign: string;
}

interface OrderFact {
  readonly kind: "order";
  readonly sale: Sale;
}

export interface PaymentFact {
  readonly kind: "payment";
  readonly payment: string;
  readonly sale: Sale;
  readonly method: "card" | "cash" | "upi" | "wallet";
  readonly outcome: "authorised" | "declined" | "error";
  readonly durationMs: number;
}

export interface RefundFact {
  readonly kind: "refund";
  readonly refund: string;
  readonly sale: Sale;
  readonly reason: "changed_mind" | "damaged" | "wrong_item";
  readonly paise: number;
}

interface SignUpFact {
  readonly kind: "sign-up";
  readonly customer: Customer;
}

export interface MovementFact {
  readonly kind: "movement";
  readonly movement: string;
  readonly warehouse: string;
  readonly product: Product;
  readonly reason: "delivery" | "loss" | "return" | "sale";
  /** Negative where goods leave. */
  readonly units: number;
  /** On hand afterwards. */
  readonly left: number;
}

/** What a warehouse has of a product, told at intervals. */
interface LevelFact {
  readonly kind: "level";
  readonly warehouse: string;
  readonly product: Product;
  readonly onHand: number;
  readonly onOrder: number;
  readonly reorderPoint: number;
}

interface ReorderFact {
  readonly kind: "reorder";
  readonly reorder: string;
  readonly warehouse: string;
  readonly product: Product;
  readonly units: number;
  readonly leadMs: number;
}

export interface PostFact {
  readonly kind: "post";
  readonly post: string;
  readonly author: Customer;
  readonly platform: string;
  readonly hashtag: string;
  readonly campaign: string;
  readonly text: string;
}

/** How a post was taken up, some minutes later. */
interface EngagementFact {
  readonly kind: "engagement";
  readonly post: PostFact;
  readonly views: number;
  readonly likes: number;
  readonly shares: number;
  readonly replies: number;
}

export interface LeadFact {
  readonly kind: "lead";
  readonly lead: string;
  readonly stage: "new" | "qualified" | "proposal" | "won" | "lost";
  readonly source: "fair" | "partner" | "referral" | "website";
  readonly company: string;
  readonly paise: number;
}

interface CampaignFact {
  readonly kind: "campaign";
  readonly campaign: string;
  readonly medium: "email" | "social";
  readonly sent: number;
  readonly opened: number;
  readonly clicked: number;
  readonly spentPaise: number;
}

export interface SubscriptionFact {
  readonly kind: "subscription";
  readonly subscription: string;
  readonly action: "started" | "renewed" | "cancelled";
  readonly plan: "basic" | "family" | "office";
  readonly customer: Customer;
  /** A month. */
  readonly paise: number;
  readonly months: number;
}

/** A knock at a port by somebody who looks for open ones. */
interface ProbeFact {
  readonly kind: "probe";
  readonly address: string;
  readonly port: number;
}

/** How busy a server is, told at intervals. */
interface ServerFact {
  readonly kind: "server";
  readonly host: string;
  /** Of all its processors, 0 to 1. */
  readonly usage: number;
  /** Processes that run or wait to run. */
  readonly load: number;
  readonly usedBytes: number;
  readonly freeBytes: number;
}
