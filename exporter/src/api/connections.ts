import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "../model/clock.ts";

interface Connection {
  readonly name: string;
  readonly socket: Socket;
  /** Requests that are being answered. */
  busy: number;
  /** When it was made or its last answer ended, by `Clock.elapsed`. */
  idleSinceMs: number;
}

/**
 * Keeps a server's connections below `most`: when it is full, the one that has longest shown no whole request makes
 * room for the next. So clients that open many and send their headers drop by drop don't lock out Prometheus.
 * Only if all are being answered the new one goes.
 */
export function boundConnections(server: Server, most: number, clock: Clock): void {
  const open = new Map<string, Connection>();
  server.on("connection", (socket: Socket) => {
    if (open.size >= most) {
      const idle = longestIdle(open.values());
      if (idle === undefined) {
        socket.destroy();
        return;
      }
      open.delete(idle.name);
      idle.socket.destroy();
    }
    const name = nameOf(socket);
    open.set(name, { name, socket, busy: 0, idleSinceMs: clock.elapsed() });
    socket.once("close", () => open.delete(name));
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const connection = open.get(nameOf(request.socket));
    if (connection === undefined) return;
    connection.busy++;
    response.once("close", () => {
      connection.busy--;
      connection.idleSinceMs = clock.elapsed();
    });
  });
}

/** The same for a connection and for what TLS makes of it. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress ?? ""} ${remotePort ?? 0}`;
}

function longestIdle(connections: Iterable<Connection>): Connection | undefined {
  let found: Connection | undefined;
  for (const connection of connections) {
    if (connection.busy > 0) continue;
    if (found === undefined || connection.idleSinceMs < found.idleSinceMs) found = connection;
  }
  return found;
}
