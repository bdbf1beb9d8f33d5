import { seededRandom } from "../model/random.ts";
import { rhythm } from "./rhythm.ts";
import type { Stage } from "./stage.ts";

const HOSTS = ["db1", "web1", "web2"] as const;
const READ_EVERY_MS = 10_000;
const MEMORY_BYTES = 8 * 2 ** 30;
const CORES = 4;

/** The shop's servers: as busy as its visitors make them; in an outage it is the database that can't go on. */
export function beginServers(stage: Stage): void {
  const random = seededRandom(stage.seed, "servers");
  const read = (): void => {
    const visitors = rhythm(stage.now(), 0.5) * (stage.isOn("campaign") ? 2.5 : 1);
    for (const host of HOSTS) {
      const isStuck = host === "db1" && stage.isOn("outage");
      const usage = Math.min(1, Math.max(0.01, (isStuck ? 0.97 : 0.15 * visitors) + 0.012 * random.normal()));
      const load = isStuck ? 24 + random.poisson(6) : usage * CORES * (1 + 0.05 * random.normal());
      const usedBytes = Math.round(MEMORY_BYTES * (0.45 + 0.03 * visitors + 0.003 * random.normal()));
      stage.tell({ kind: "server", host, usage, load, usedBytes, freeBytes: MEMORY_BYTES - usedBytes });
    }
    stage.after(READ_EVERY_MS, read);
  };
  read();
}
