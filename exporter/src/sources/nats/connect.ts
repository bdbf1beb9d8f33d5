import {
  connect, credsAuthenticator, nkeyAuthenticator, type NatsConnection, type NodeConnectionOptions,
} from "@nats-io/transport-node";
import { isIP } from "node:net";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import type { Clock } from "../../model/clock.ts";
import { connectFault } from "./connect-fault.ts";
import { NatsError } from "./nats-error.ts";

/** How Eddy proves who it is; the texts of files are read by config/. */
export type NatsAuth =
  | { readonly kind: "user"; readonly user: string; readonly password: string }
  | { readonly kind: "token"; readonly token: string }
  /** Content of a `.creds` file: a user JWT and its seed. */
  | { readonly kind: "creds"; readonly text: string }
  /** An NKey seed, `SU…`. */
  | { readonly kind: "nkey"; readonly seed: string };

/** Where NATS is and how to get in. */
export interface NatsOptions {
  /** At least one of `nats://host:port` or `tls://host:port`; tried in this order. */
  readonly servers: readonly string[];
  readonly auth?: NatsAuth | undefined;
  /** PEM texts. Absent = TLS if the server wants it, verified by the system's authorities. */
  readonly tls?: { readonly ca?: string | undefined; readonly cert?: string | undefined; readonly key?: string | undefined } | undefined;
}

/** A connection that comes back by itself, and tells when it did. */
export interface NatsLink {
  readonly connection: NatsConnection;
  /** Undefined while connected, else since when, ms since 1970. */
  downSinceMs(): number | undefined;
  /** Calls after each reconnect; the answer ends that. */
  onReconnect(listener: () => void): () => void;
  /** Sends what is buffered and closes. */
  close(): Promise<void>;
}

const shortestWaitMs = 100;
const longestWaitMs = 5_000;
const handshakeMs = 5_000;

/**
 * Connects, or throws NatsError: options, refused, auth, tls. Once connected it reconnects for ever, waiting a
 * quarter of the outage so far, between 0.1 and 5 s.
 */
export async function connectNats(options: NatsOptions, clock: Clock): Promise<NatsLink> {
  try {
    return await connectOnce(options, clock);
  } catch (thrown) {
    throw connectFault(thrown, options.servers);
  }
}

async function connectOnce(options: NatsOptions, clock: Clock): Promise<NatsLink> {
  let downSinceMs: number | undefined;
  const connection = await connect({
    ...connectionOptions(options),
    reconnectDelayHandler: () => {
      const downMs = downSinceMs === undefined ? 0 : clock.now() - downSinceMs;
      return Math.min(longestWaitMs, Math.max(shortestWaitMs, downMs / 4));
    },
  });
  const listeners = new Set<() => void>();
  const watch = async (): Promise<void> => {
    for await (const status of connection.status()) {
      if (status.type === "disconnect") downSinceMs ??= clock.now();
      if (status.type !== "reconnect") continue;
      downSinceMs = undefined;
      for (const listener of [...listeners]) listener();
    }
  };
  void watch();
  return {
    connection,
    downSinceMs: () => downSinceMs,
    onReconnect: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    close: () => (downSinceMs === undefined ? connection.drain() : connection.close()),
  };
}

function connectionOptions({ servers, auth, tls }: NatsOptions): NodeConnectionOptions {
  for (const server of servers) {
    if (server.includes("@")) {
      throw new NatsError("options", "nats.url: must not hold a user or password; set nats.user and nats.password_file");
    }
  }
  const wantsTls = tls !== undefined || servers.some((server) => server.startsWith("tls://"));
  return {
    servers: [...servers],
    name: "eddy",
    noRandomize: true,
    maxReconnectAttempts: -1,
    // A password that is being rotated must not end the reading for ever.
    ignoreAuthErrorAbort: true,
    pingInterval: 20_000,
    timeout: handshakeMs,
    ...(auth === undefined ? {} : authOptions(auth)),
    ...(wantsTls ? { tls: tlsOptions(tls ?? {}, servers) } : {}),
  };
}

function authOptions(auth: NatsAuth): Partial<NodeConnectionOptions> {
  switch (auth.kind) {
    case "user": return { user: auth.user, pass: auth.password };
    case "token": return { token: auth.token };
    // The client wants an end of the last line, too.
    case "creds": return { authenticator: credsAuthenticator(new TextEncoder().encode(`${auth.text.trim()}\n`)) };
    case "nkey": return { authenticator: nkeyAuthenticator(new TextEncoder().encode(auth.seed.trim())) };
  }
}

type IdentityCheck = (name: string, certificate: PeerCertificate) => Error | undefined;

/**
 * The client names no host where the address is an IP's, and Node then takes "localhost": such a certificate must
 * be one for an address of nats.url.
 */
function identityCheck(servers: readonly string[]): IdentityCheck {
  const hosts = servers.map((server) => new URL(server).hostname.replaceAll(/[[\]]/g, ""));
  const meantByLocalhost = hosts.filter((host) => host === "localhost" || isIP(host) > 0);
  return (name, certificate) => {
    const faults = (name === "localhost" ? meantByLocalhost : [name]).map((host) => checkServerIdentity(host, certificate));
    return faults.includes(undefined) ? undefined : faults[0] ?? checkServerIdentity(name, certificate);
  };
}

/** Handed on to Node's TLS as they are. */
interface TlsOptions {
  ca?: string;
  cert?: string;
  key?: string;
  checkServerIdentity: IdentityCheck;
}

function tlsOptions(tls: NonNullable<NatsOptions["tls"]>, servers: readonly string[]): TlsOptions {
  return {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
    checkServerIdentity: identityCheck(servers),
  };
}
