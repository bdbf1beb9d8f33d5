import type { PackBoard } from "../pack-board.ts";
import { business } from "./business.ts";
import { inventory } from "./inventory.ts";
import { iot } from "./iot.ts";
import { logs } from "./logs.ts";
import { market } from "./market.ts";
import { network } from "./network.ts";
import { social } from "./social.ts";
import { system } from "./system.ts";
import { web } from "./web.ts";

/** Dashboards written for one pack; every other pack gets one that is derived from what it declares. */
export const PACK_BOARDS: readonly PackBoard[] = [business, inventory, iot, logs, market, network, social, system, web];
