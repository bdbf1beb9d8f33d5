import { business } from "./business.ts";
import type { Domain } from "./domain.ts";
import { inventory } from "./inventory.ts";
import { iot } from "./iot.ts";
import { logs } from "./logs.ts";
import { market } from "./market.ts";
import { network } from "./network.ts";
import { social } from "./social.ts";
import { system } from "./system.ts";
import { web } from "./web.ts";

/** Every domain that can be simulated. */
export const DOMAINS: readonly Domain[] = [business, inventory, iot, logs, market, network, social, system, web];
