import { Server } from "node:https";
import type { RequestListener, ServerOptions } from "node:http";
import type { SecureContextOptions, TLSSocket } from "node:tls";
import { clientFault } from "./client-certificate.ts";
import type { TlsSettings, WebSource } from "./web-settings.ts";

const HANDSHAKE_MS = 10_000;

/** The settings as Node's TLS takes them; what it can't read it throws. */
export function contextOptions(tls: TlsSettings): SecureContextOptions {
  return {
    cert: tls.cert,
    key: tls.key,
    ...(tls.clientCa === undefined ? {} : { ca: tls.clientCa }),
    minVersion: tls.minVersion,
    maxVersion: tls.maxVersion,
    ...(tls.ciphers === undefined ? {} : { ciphers: tls.ciphers }),
    ...(tls.curves === undefined ? {} : { ecdhCurve: tls.curves }),
    honorCipherOrder: tls.preferServerCiphers,
  };
}

/**
 * A server that looks at the settings at each new connection, so that certificates change without a restart. Who
 * shows no certificate as the settings want it is cut off behind the handshake, before any request is read.
 */
export function createTlsServer(options: ServerOptions, app: RequestListener, { tls, web }: { tls: TlsSettings; web: WebSource }): Server {
  let applied = tls;
  // Certificates are judged by clientFault: Node's own switch knows only one of the five ways.
  const server = new Server({ ...options, ...contextOptions(tls), ...askFor(tls), handshakeTimeout: HANDSHAKE_MS }, app);
  server.prependListener("connection", () => {
    const now = web.current().tls;
    if (now === undefined || now === applied) return;
    applied = now;
    server.setSecureContext(contextOptions(now));
    // Node reads both at each connection, but has no call to change them.
    Object.assign(server, askFor(now));
  });
  server.prependListener("secureConnection", (socket: TLSSocket) => {
    if (clientFault(applied, socket) !== undefined) socket.destroy();
  });
  return server;
}

function askFor({ clientAuth }: TlsSettings): { requestCert: boolean; rejectUnauthorized: boolean } {
  return { requestCert: clientAuth !== "NoClientCert", rejectUnauthorized: false };
}
