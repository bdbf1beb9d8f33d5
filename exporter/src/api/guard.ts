import type { Request, RequestHandler, Response } from "express";
import { TLSSocket } from "node:tls";
import { clientFault } from "./client-certificate.ts";
import type { Clock } from "../model/clock.ts";
import { Passwords } from "./passwords.ts";
import type { ComparePassword } from "./passwords.ts";
import { RateLimit } from "./rate-limit.ts";
import type { TlsSettings, WebSource } from "./web-settings.ts";

/** What stands before all resources. */
export interface GuardParts {
  readonly web: WebSource;
  readonly clock: Clock;
  /** Of bcrypt; left to tests. */
  readonly compare: ComparePassword;
  /** A request was refused. */
  readonly onDenied: () => void;
}

/** Headers of every answer unless `--web.config.file` or a resource says otherwise. None allows other origins anything. */
const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** Larger bodies are refused before any resource sees them. */
const MAX_BODY_BYTES = 4_194_304;

/** Applies `--web.config.file` to each request: rate, certificate, password, headers; and bounds its body. */
export function guard({ web, clock, compare, onDenied }: GuardParts): RequestHandler {
  const passwords = new Passwords(compare);
  const rate = new RateLimit(clock);
  return async (request, response, next) => {
    const settings = web.current();
    response.set(HEADERS).set(settings.headers);
    const denial = rate.passes(settings.rateLimit)
      ? refusalOf(request, settings.tls) ?? await passwordRefusal(passwords, request, settings.users)
      : { status: 429, headers: { "Retry-After": "1" }, text: "Too many requests; see rate_limit of --web.config.file." };
    if (denial === undefined) {
      next();
      return;
    }
    onDenied();
    deny(response, denial);
  };
}

interface Denial {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The connection ends, too: what follows of the request would have to be read. */
function deny(response: Response, { status, headers = {}, text }: Denial): void {
  response.status(status).set({ ...headers, Connection: "close" }).type("text").send(`${text}\n`);
}

/** The connection may be older than the settings, so the certificate is looked at again. */
function refusalOf({ headers, socket }: Request, tls: TlsSettings | undefined): Denial | undefined {
  if (Number(headers["content-length"] ?? 0) > MAX_BODY_BYTES) return { status: 413, text: `The body may have ${MAX_BODY_BYTES} bytes.` };
  const fault = tls === undefined || !(socket instanceof TLSSocket) ? undefined : clientFault(tls, socket);
  return fault === undefined ? undefined : { status: 403, text: `The client's certificate ${fault}.` };
}

async function passwordRefusal(passwords: Passwords, { headers }: Request, users: ReadonlyMap<string, string>): Promise<Denial | undefined> {
  if (users.size === 0) return undefined;
  const [user, password] = basicOf(headers.authorization) ?? [];
  if (user !== undefined && password !== undefined) {
    const check = await passwords.check(users, user, password);
    if (check === "right") return undefined;
    if (check === "busy") return { status: 503, headers: { "Retry-After": "1" }, text: "Too many passwords wait to be checked." };
  }
  return { status: 401, headers: { "WWW-Authenticate": 'Basic realm="Eddy", charset="UTF-8"' }, text: "Eddy wants a user and a password." };
}

/** User and password of an Authorization header; undefined where there are none. */
function basicOf(header: string | undefined): [user: string, password: string] | undefined {
  const [, coded] = /^basic ([A-Za-z0-9+/=_-]+)$/i.exec(header ?? "") ?? [];
  if (coded === undefined) return undefined;
  const text = Buffer.from(coded, "base64").toString();
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}
