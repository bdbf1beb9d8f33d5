import { seededRandom } from "../model/random.ts";
import type { Random } from "../model/random.ts";

/** Somebody who buys, and posts about it. */
export interface Customer {
  readonly id: string;
  readonly region: "north" | "south" | "west";
  readonly city: string;
  readonly segment: "loyal" | "new" | "regular" | "wholesale";
  readonly ageGroup: "18_29" | "30_44" | "45_59" | "60_up";
  readonly platform: "bluesky" | "mastodon" | "threads";
  readonly followers: number;
}

const CITIES = { north: ["Delhi", "Jaipur"], south: ["Bengaluru", "Chennai"], west: ["Mumbai", "Pune"] } as const;
const REGIONS = ["north", "south", "west"] as const;
const AGE_GROUPS = ["18_29", "18_29", "30_44", "30_44", "30_44", "45_59", "45_59", "60_up"] as const;
const PLATFORMS = ["bluesky", "mastodon", "threads"] as const;
const FOUNDERS = 400;

/** Everybody whom the shop knows; grows as visitors sign up. */
export class Customers {
  readonly #known: Customer[] = [];
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = seededRandom(seed, "customers");
    for (let i = 0; i < FOUNDERS; i++) this.#add(i % 20 === 0 ? "wholesale" : i % 3 === 0 ? "loyal" : "regular");
  }

  /** One of those known. */
  any(random: Random): Customer {
    return random.pick(this.#known) as Customer;
  }

  /** A new one. */
  signUp(): Customer {
    return this.#add("new");
  }

  #add(segment: Customer["segment"]): Customer {
    const random = this.#random;
    const region = random.pick(REGIONS) ?? "west";
    const customer: Customer = {
      id: `c${String(this.#known.length + 1).padStart(5, "0")}`,
      region,
      city: random.pick(CITIES[region]) ?? "Pune",
      segment,
      ageGroup: random.pick(AGE_GROUPS) ?? "30_44",
      platform: random.pick(PLATFORMS) ?? "mastodon",
      followers: Math.round(Math.exp(4.5 + 1.2 * random.normal())),
    };
    this.#known.push(customer);
    return customer;
  }
}
