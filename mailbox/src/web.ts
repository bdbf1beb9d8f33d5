import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { Box } from "./box.ts";
import { listPage, mailPage } from "./pages.ts";

interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
  /** Content-Security-Policy. */
  readonly policy?: string;
}

const OWN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
/** Of a mail's own HTML: no script, nothing loaded from anywhere, also where somebody opens it outside the frame. */
const MAIL_POLICY = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const html = (body: string, policy = OWN_POLICY): Answer => ({ type: "text/html; charset=utf-8", body, policy });
const plain = (body: string, status = 200): Answer => ({ status, type: "text/plain; charset=utf-8", body });

/** Serves the mailbox to the browser, and `POST /heartbeat` to Alertmanager; loopback only. Rejects where the port is taken. */
export async function serveWeb(box: Box, port: number): Promise<Server> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => {
    request.resume();
    const { status = 200, type, body, policy } = answer(box, request);
    if (policy !== undefined) response.setHeader("Content-Security-Policy", policy);
    response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

function answer(box: Box, { method = "", url = "/", headers }: IncomingMessage): Answer {
  // A foreign page whose name was made to point here must not read the mails.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? "")) return plain("This mailbox is at 127.0.0.1 only.\n", 421);
  const { pathname } = new URL(url, "http://localhost");
  if (method === "GET") return read(box, pathname) ?? plain("There is no such page or mail; see /.\n", 404);
  if (method !== "POST" || pathname !== "/heartbeat") return plain(`There is no ${method} ${pathname} here.\n`, 405);
  box.beat();
  return plain("Taken.\n");
}

function read(box: Box, pathname: string): Answer | undefined {
  if (pathname === "/") return html(listPage(box.newest(), box.heartbeatAgeSeconds));
  if (pathname !== "/mails") return oneMail(box, pathname);
  return { type: "application/json", body: JSON.stringify({ heartbeat_age_seconds: box.heartbeatAgeSeconds ?? null, mails: box.newest() }) };
}

function oneMail(box: Box, pathname: string): Answer | undefined {
  const [, id, body] = /^\/mails\/(\d{1,15})(\/html)?$/.exec(pathname) ?? [];
  const mail = id === undefined ? undefined : box.find(Number(id));
  if (mail === undefined) return undefined;
  if (body === undefined) return html(mailPage(mail));
  return mail.html === undefined ? undefined : html(mail.html, MAIL_POLICY);
}
