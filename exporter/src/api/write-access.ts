import type { Request, RequestHandler } from "express";
import type { ApiParts } from "./exposed.ts";
import { parseListenAddress } from "./listen-address.ts";
import { needsCredentials } from "./web-settings.ts";
import type { WebSettings } from "./web-settings.ts";

const OFF = "Writing is not enabled; start Eddy with --web.enable-write.";
const ELSEWHERE = "Writing without credentials is for this machine only; send the request from there.";
const FOREIGN = "The request comes from a page of another site.";
const RENAMED = "Without credentials the host must be localhost or 127.0.0.1: any other name may be made to lead here.";

/**
 * Stands before each route that writes: 403 with the remedy unless `--web.enable-write` is given and the client may write.
 */
export function writeAccess({ write, guard }: Pick<ApiParts, "write" | "guard">): RequestHandler {
  return (request, response, next) => {
    const refusal = write ? writeRefusal(guard.web.current(), request) : OFF;
    if (refusal === undefined) {
      next();
      return;
    }
    guard.onDenied();
    response.status(403).type("text").send(`${refusal}\n`);
  };
}

/**
 * Why a request may not change anything, although it passed the guard; undefined if it may. A browser must not be
 * used for it by other pages, be it by the user's credentials or, where there are none, by a name that leads here.
 */
export function writeRefusal(settings: WebSettings, request: Request): string | undefined {
  if (isForeign(request)) return FOREIGN;
  if (needsCredentials(settings)) return undefined;
  if (!isLocal(request.socket.remoteAddress ?? "")) return ELSEWHERE;
  return isLoopback(hostOf(request)) ? undefined : RENAMED;
}

/**
 * Why Eddy must not start with routes that write; undefined if it may. Without credentials only where nobody but this
 * machine reaches it, which is the demo.
 */
export function writeFault(flag: string, address: string, settings: WebSettings): string | undefined {
  if (needsCredentials(settings) || isLoopback(parseListenAddress(address).host ?? "")) return undefined;
  return `${flag} must not be given without credentials at ${address}, where others reach Eddy: `
    + "put basic_auth_users or client certificates (client_auth_type RequireAndVerifyClientCert) into --web.config.file, "
    + "or listen on 127.0.0.1 with --web.listen-address";
}

/** Whether an address is of this machine: 127.0.0.0/8, also written as IPv6, or ::1. */
function isLocal(address: string): boolean {
  return /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || isLocal(host);
}

/** Name of the Host header, without port and brackets. */
function hostOf({ headers }: Request): string {
  return (headers.host ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1").toLowerCase();
}

/** Browsers send Origin with every POST; other programs don't. */
function isForeign({ headers, protocol }: Request): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  return headers.origin !== undefined && headers.origin !== `${protocol}://${headers.host ?? ""}`;
}
