import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import type { Clock } from "../model/clock.ts";
import { ListenError, parseListenAddress } from "./listen-address.ts";

/** A server that listens. */
export interface Listening {
  /** The port that it got. */
  readonly port: number;
  /** Takes no further connection; those still busy after `graceMs` are broken off. */
  close(graceMs: number): Promise<void>;
}

const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than usual scrape intervals, so that Prometheus needn't connect anew for each.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
};

/** A client that takes nothing for this long is broken off: it would hold a whole exposition. */
const STALLED_MS = 30_000;

const MAX_CONNECTIONS = 512;

/** Serves `app` at `address` (see parseListenAddress). Rejects with a ListenError that names the remedy. */
export async function listen(app: RequestListener, address: string, clock: Clock): Promise<Listening> {
  const { host, port } = parseListenAddress(address);
  const server = createServer(LIMITS, app);
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(STALLED_MS);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => { reject(new ListenError(sentence(address, error), { cause: error })); });
    server.listen({ host, port }, resolve);
  });
  return { port: portOf(server), close: (graceMs) => close(server, graceMs, clock) };
}

function sentence(address: string, error: NodeJS.ErrnoException): string {
  const remedy = "choose another with --web.listen-address HOST:PORT";
  if (error.code === "EADDRINUSE") return `${address} is taken by another program; stop that one or ${remedy}`;
  if (error.code === "EACCES") return `${address} may not be used without more rights; ${remedy}`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") return `${address} is no address of this machine; ${remedy}`;
  return `can't listen at ${address}: ${error.message}; ${remedy}`;
}

function portOf(server: Server): number {
  const bound = server.address();
  return typeof bound === "object" && bound !== null ? bound.port : 0;
}

async function close(server: Server, graceMs: number, clock: Clock): Promise<void> {
  const timer = clock.after(graceMs, () => { server.closeAllConnections(); });
  await new Promise<void>((resolve) => {
    server.close(() => { resolve(); });
    server.closeIdleConnections();
  });
  timer.cancel();
}
