import type { RequestHandler } from "express";
import type { ApiParts } from "./exposed.ts";

/** `GET /health`: each part, how it is, why and since when; 200 only if all is well. */
export function health({ exposed }: ApiParts): RequestHandler {
  return (_request, response) => {
    const report = exposed.health();
    response.status(report.status === "ok" ? 200 : 503).json(report);
  };
}
