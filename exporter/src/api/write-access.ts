import type { RequestHandler } from "express";
import type { ApiParts } from "./exposed.ts";

const OFF = "Writing is not enabled; start Eddy with --web.enable-write.\n";
const ELSEWHERE = "Writing without credentials is for this machine only; send the request from there.\n";

/** Stands before each route that writes: 403 with the remedy unless `--web.enable-write` is given and the client may write. */
export function writeAccess({ write }: Pick<ApiParts, "write">): RequestHandler {
  return (request, response, next) => {
    if (!write) response.status(403).type("text").send(OFF);
    else if (!isLocal(request.socket.remoteAddress ?? "")) response.status(403).type("text").send(ELSEWHERE);
    else next();
  };
}

/** Whether an address is of this machine: 127.0.0.0/8, also written as IPv6, or ::1. */
export function isLocal(address: string): boolean {
  return /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}
