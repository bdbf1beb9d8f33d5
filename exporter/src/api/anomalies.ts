import type { Request, RequestHandler } from "express";
import { lastingAnomalies } from "../metrics/lasting.ts";
import type { LastingQuery } from "../metrics/lasting.ts";
import { systemClock } from "../model/clock.ts";
import type { ApiParts } from "./exposed.ts";

const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 1000;

/**
 * `GET /anomalies`: what lasts right now and why, gravest first and of these the newest, as an AnomalyReport.
 * `?limit=` from 1 to 1000 (default 100), `?stream=` for one stream; 503 until the fold has caught up.
 */
export function anomalies({ exposed }: ApiParts): RequestHandler {
  return async (request, response) => {
    const query = readQuery(request.query);
    if (typeof query === "string") {
      response.status(400).type("text").send(`GET /anomalies: ${query}\n`);
      return;
    }
    const view = exposed.view();
    if (view === undefined) {
      response.status(503).type("text").send("Eddy is starting: the fold has not reached the end that the log had at start.\n");
      return;
    }
    response.json(await lastingAnomalies(view, query, systemClock));
  };
}

function readQuery({ limit = String(DEFAULT_LIMIT), stream }: Request["query"]): LastingQuery | string {
  const most = typeof limit === "string" && /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (most < 1 || most > LARGEST_LIMIT) return `limit must be a whole number from 1 to ${LARGEST_LIMIT}, got ${JSON.stringify(limit)}`;
  if (stream !== undefined && typeof stream !== "string") return `stream must be one stream's name, got ${JSON.stringify(stream)}`;
  return { most, stream };
}
