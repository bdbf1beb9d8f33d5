import type { Domain } from "./domain.ts";

/** How busy the shop's servers are. The machine that Eddy runs on tells of itself besides. */
export const system: Domain = {
  name: "system",
  tellers: () => ({
    server: ({ host, usage, load, usedBytes, freeBytes }) => [
      { subject: "system.cpu", body: { host, usage: share(usage), user: share(usage * 0.8), kernel: share(usage * 0.2), load: Number(load.toFixed(2)) } },
      { subject: "system.memory", body: { host, used: usedBytes, available: freeBytes, swap_used: 0 } },
    ],
  }),
};

function share(ratio: number): number {
  return Number(ratio.toFixed(4));
}
