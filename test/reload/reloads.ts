import { OWN_FAMILIES } from "eddy-exporter/contract";
import type { Publisher } from "../crash/publisher.ts";
import type { EddyServer } from "../eddy-server.ts";
import { writeVersion } from "./versions.ts";

/** How often is reloaded while so many messages are stored. */
export interface Reloading {
  readonly messages: number;
  readonly reloads: number;
}

/** What came of the reloads. */
export interface Reloaded {
  /** Versions that came into force. */
  taken: number;
  /** Broken ones that were refused, told by the metric, and left the version before in force. */
  refused: number;
  /** What was not as it should be, a line each. */
  readonly faults: string[];
}

/** Every tenth version is broken. */
const BROKEN_EVERY = 10;

/** Reloads again and again, evenly over what is stored meanwhile. */
export async function reloadUnderLoad({ messages, reloads }: Reloading, packs: string, eddy: EddyServer, publisher: Publisher): Promise<Reloaded> {
  const reloaded: Reloaded = { taken: 0, refused: 0, faults: [] };
  for (let n = 1; n <= reloads; n++) {
    await publisher.reaches((n / (reloads + 1)) * messages);
    const isBroken = n % BROKEN_EVERY === 0;
    writeVersion(packs, isBroken ? "broken" : n);
    const answer = await fetch(`http://127.0.0.1:${eddy.port}/-/reload`, { method: "POST" });
    const told = `${answer.status} ${(await answer.text()).trim()}`;
    const successful = await metric(eddy, OWN_FAMILIES.reloadOk.name);
    if (answer.ok === isBroken || successful !== (isBroken ? 0 : 1)) reloaded.faults.push(`reload ${n}: answered ${told}, ${OWN_FAMILIES.reloadOk.name} ${successful}`);
    else if (isBroken) reloaded.refused++;
    else reloaded.taken++;
  }
  return reloaded;
}

async function metric({ port }: EddyServer, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
}
