import express from "express";
import type { ErrorRequestHandler, Express } from "express";
import { countNotification, listAlerts, receiveAlerts, refuseBody } from "./alerts.ts";
import type { ApiParts } from "./exposed.ts";
import { health } from "./health.ts";
import { landing } from "./landing.ts";
import { metrics } from "./metrics.ts";
import { healthy, ready } from "./probes.ts";
import { reload } from "./reload.ts";
import { runbooks } from "./runbooks.ts";
import { writeAccess } from "./write-access.ts";

/** Every resource, one line each. */
export function createApp(parts: ApiParts): Express {
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.use((_request, response, next) => {
    response.set({ "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store" });
    next();
  });
  app.get("/", landing(parts));
  app.get("/metrics", metrics(parts));
  app.get("/health", health(parts));
  app.get("/runbooks/:page", runbooks(parts));
  app.get("/-/healthy", healthy());
  app.get("/-/ready", ready(parts));
  app.all("/-/reload", reload(parts));
  app.get("/alerts", listAlerts(parts));
  app.post("/alerts", countNotification(parts), writeAccess(parts), receiveAlerts(parts), refuseBody());
  app.use((request, response) => {
    response.status(404).type("text").send(`There is no ${request.method} ${request.path} here; see /.\n`);
  });
  app.use(failed(parts));
  return app;
}

function failed({ log }: ApiParts): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request, response, next) => {
    if (isBadRequest(error)) {
      response.status(400).type("text").send("The request's path can't be decoded.\n");
      return;
    }
    log.error({ err: error }, "request failed");
    if (response.headersSent) next(error);
    else response.status(500).type("text").send("Eddy failed to answer; see its log.\n");
  };
}

function isBadRequest(error: unknown): boolean {
  return error instanceof URIError || (typeof error === "object" && error !== null && "status" in error && error.status === 400);
}
