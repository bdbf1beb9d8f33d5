import { seededRandom } from "../model/random.ts";
import type { Random } from "../model/random.ts";
import { productAt } from "./catalogue.ts";
import type { Customer, Customers } from "./customers.ts";
import type { PostFact } from "./fact.ts";
import { rhythm } from "./rhythm.ts";
import { around, arrivals } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** Why somebody writes. */
export type Mood = "angry" | "happy" | "idle";

const TEXTS: Readonly<Record<Mood, readonly string[]>> = {
  angry: [
    "The shop is down again, this is terrible. All I wanted was {item}.",
    "Payment failed twice for {item}. Awful, I give up.",
    "Hate these errors. My cart with {item} is gone, so annoying.",
    "Worst checkout ever, {item} still not ordered. Very disappointed.",
  ],
  happy: [
    "{item} arrived today, absolutely love it!",
    "Great service and wonderful {item}. Thank you!",
    "So happy with my {item}, best I ever had.",
    "Perfect gift: {item}. Delicious and beautifully packed.",
  ],
  idle: [
    "Trying {item} this morning.",
    "Which {item} do you take?",
    "{item} or something else today?",
    "Rain outside, {item} inside. Nice.",
  ],
};
const HASHTAGS: Readonly<Record<Mood, string>> = { angry: "service", happy: "coffee", idle: "monday" };
const POSTS_A_SECOND = 0.06;
const READ_AFTER_MS = 120_000;

/** What people write about the shop, each on a platform of their own. */
export class Voices {
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #customers: Customers;

  constructor(stage: Stage, customers: Customers) {
    this.#stage = stage;
    this.#random = seededRandom(stage.seed, "voices");
    this.#customers = customers;
  }

  /** Lets people write for no reason. */
  begin(): void {
    const { now } = this.#stage;
    arrivals(this.#stage, this.#random, () => POSTS_A_SECOND * rhythm(now(), 0.4), () => {
      this.#write(this.#customers.any(this.#random), this.#random.next() < 0.2 ? "happy" : "idle", "");
    });
  }

  /** Somebody may write, with this probability, some time after what moved them. */
  mayWrite(author: Customer | undefined, mood: Mood, { probability, afterMs, campaign = "" }: { probability: number; afterMs: number; campaign?: string }): void {
    const delayMs = around(this.#random, afterMs, 0.5);
    const writes = this.#random.next() < probability;
    const writer = author ?? this.#customers.any(this.#random);
    if (writes) this.#stage.after(delayMs, () => { this.#write(writer, mood, campaign); });
  }

  #write(author: Customer, mood: Mood, campaign: string): void {
    const random = this.#random;
    const product = productAt(random.next());
    const text = (random.pick(TEXTS[mood]) ?? "").replace("{item}", product.name.toLowerCase());
    const hashtag = mood === "happy" ? product.category : HASHTAGS[mood];
    const post: PostFact = { kind: "post", post: this.#stage.id("p"), author, platform: author.platform, hashtag, campaign, text: text.slice(0, 1).toUpperCase() + text.slice(1) };
    this.#stage.tell(post);
    this.#stage.after(around(random, READ_AFTER_MS, 0.3), () => { this.#tellEngagement(post, mood); });
  }

  #tellEngagement(post: PostFact, mood: Mood): void {
    const random = this.#random;
    const views = 1 + random.poisson(post.author.followers * 0.4);
    // Anger travels further.
    const likes = random.poisson(views * (mood === "angry" ? 0.12 : 0.06));
    const shares = random.poisson(views * (mood === "angry" ? 0.06 : 0.01));
    this.#stage.tell({ kind: "engagement", post, views, likes, shares, replies: random.poisson(views * 0.015) });
  }
}
