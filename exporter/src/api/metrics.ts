import type { RequestHandler } from "express";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { CONTENT_TYPES } from "../metrics/exposition.ts";
import { acceptsGzip, negotiateFormat } from "../metrics/negotiate.ts";
import type { ApiParts } from "./exposed.ts";

/**
 * `GET /metrics`: text 0.0.4 or OpenMetrics 1.0 as the client prefers, streamed. What fails on the way ends the
 * connection instead of the body, so that no client takes a part for the whole.
 */
export function metrics({ exposed, exposer, log }: ApiParts): RequestHandler {
  return async (request, response) => {
    const format = negotiateFormat(request.headers.accept);
    response.setHeader("Content-Type", CONTENT_TYPES[format]);
    response.setHeader("Vary", "Accept, Accept-Encoding");
    const body = Readable.from(exposer.expose(exposed.view(), format), { objectMode: false });
    try {
      if (acceptsGzip(request.get("Accept-Encoding"))) {
        response.setHeader("Content-Encoding", "gzip");
        await pipeline(body, createGzip({ level: constants.Z_BEST_SPEED }), response);
      } else {
        await pipeline(body, response);
      }
    } catch (error) {
      if (request.socket.destroyed && isPrematureClose(error)) log.debug({}, "client left during a scrape");
      else log.error({ err: error }, "scrape failed");
      response.destroy();
    }
  };
}

function isPrematureClose(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
