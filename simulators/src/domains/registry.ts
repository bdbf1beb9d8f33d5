import type { Domain } from "./domain.ts";
import { iot } from "./iot.ts";
import { market } from "./market.ts";
import { social } from "./social.ts";

/** Every domain that can be simulated. */
export const DOMAINS: readonly Domain[] = [iot, market, social];
