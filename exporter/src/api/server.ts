import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import type { Clock } from "../model/clock.ts";
import { boundConnections } from "./connections.ts";
import { ListenError, parseListenAddress } from "./listen-address.ts";
import { createTlsServer } from "./tls.ts";
import type { WebSource } from "./web-settings.ts";

/** A server that listens. */
export interface Listening {
  /** The port that it got. */
  readonly port: number;
  /** Takes no further connection; those still busy after `graceMs` are broken off. */
  close(graceMs: number): Promise<void>;
}

/** What clients may take of Eddy. */
interface ServerLimits {
  /** From the connection (or the last answer) to the end of the headers, ms. */
  readonly headersTimeout: number;
  /** The same to the end of the body. */
  readonly requestTimeout: number;
  /** How often the two are looked after. */
  readonly connectionsCheckingInterval: number;
  /** How long a connection may rest between requests. */
  readonly keepAliveTimeout: number;
  readonly maxHeaderSize: number;
  /** A client that takes nothing for so many ms is broken off: it would hold a whole exposition. */
  readonly stalledTimeout: number;
  readonly maxConnections: number;
}

const LIMITS: ServerLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  // Longer than usual scrape intervals, so that Prometheus needn't connect anew for each.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  stalledTimeout: 30_000,
  maxConnections: 512,
};

/** What `listen` may be given besides. */
export interface ListenOptions {
  /** TLS if it has some at the start; default: none. */
  readonly web?: WebSource;
  readonly limits?: Partial<ServerLimits>;
}

/** Serves `app` at `address` (see parseListenAddress). Rejects with a ListenError that names the remedy. */
export async function listen(app: RequestListener, address: string, clock: Clock, { web, limits }: ListenOptions = {}): Promise<Listening> {
  const { host, port } = parseListenAddress(address);
  const { stalledTimeout, maxConnections, ...options } = { ...LIMITS, ...limits };
  const tls = web?.current().tls;
  const server = web === undefined || tls === undefined ? createServer(options, app) : createTlsServer(options, app, { tls, web });
  boundConnections(server, maxConnections, clock);
  server.setTimeout(stalledTimeout);
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
