import { seededRandom } from "../model/random.ts";
import { around } from "../world/stage.ts";
import type { Domain, Telling } from "./domain.ts";

const SEGMENT_BYTES = 1_400;
const PROTOCOL = "tcp";
const SERVICES: ReadonlyMap<number, string> = new Map([[22, "ssh"], [53, "dns"], [80, "http"], [443, "https"], [5432, "postgres"]]);

interface Flow {
  readonly direction: "in" | "internal" | "out";
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  readonly action: "allowed" | "denied";
  readonly bytes: number;
  readonly durationMs: number;
}

/** What a router sees of the shop: flows from visitors, between servers, to the payment provider; and knocks at closed ports. */
export const network: Domain = {
  name: "network",
  tellers: (seed) => {
    const random = seededRandom(seed, "network");
    return {
      page: ({ visit, sizeBytes, durationMs, group }) => [
        flow({ direction: "in", source: visit.address, destination: "192.0.2.10", port: 443, action: "allowed", bytes: sizeBytes + Math.round(around(random, 1_800, 0.2)), durationMs }),
        ...(group === "home" ? [] : [flow({
          direction: "internal", source: "10.0.0.10", destination: "10.0.0.20", port: 5432, action: "allowed",
          bytes: Math.round(around(random, 6_000, 0.3)), durationMs: Math.round(durationMs * 0.6),
        })]),
      ],
      payment: ({ durationMs, method }) => (method === "cash" ? [] : [flow({
        direction: "out", source: "10.0.0.10", destination: "192.0.2.99", port: 443, action: "allowed", bytes: Math.round(around(random, 3_200, 0.2)), durationMs,
      })]),
      probe: ({ address, port }) => [flow({ direction: "in", source: address, destination: "192.0.2.10", port, action: "denied", bytes: 60, durationMs: 0 })],
    };
  },
};

function flow({ port, source, destination, bytes, durationMs, ...rest }: Flow): Telling {
  return {
    subject: "network.flows.gw1",
    body: {
      ...rest, protocol: PROTOCOL, service: SERVICES.get(port) ?? "other", source, destination, port, bytes, packets: Math.ceil(bytes / SEGMENT_BYTES), duration_ms: durationMs,
    },
  };
}
