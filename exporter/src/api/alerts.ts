import { json } from "express";
import type { ErrorRequestHandler, RequestHandler } from "express";
import { alertsPage } from "./alerts-page.ts";
import type { ApiParts } from "./exposed.ts";
import { readNotification } from "./notification.ts";

/** Some thousand alerts; Alertmanager's webhook is told to send at most 500. */
const LARGEST_BODY_BYTES = 2_097_152;

/** `GET /alerts`: the last 1,000 alerts that Alertmanager told of, newest first; JSON, or a page where a browser asks. */
export function listAlerts({ alerts }: ApiParts): RequestHandler {
  return (request, response) => {
    const entries = alerts.newest();
    response.setHeader("Vary", "Accept");
    if (request.accepts(["json", "html"]) !== "html") {
      response.json({ alerts: entries });
      return;
    }
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    response.type("html").send(alertsPage(entries));
  };
}

/** Counts what is posted, and what of it is refused, whoever refuses it. */
export function countNotification({ own }: ApiParts): RequestHandler {
  return (_request, response, next) => {
    own.add("notifications");
    response.once("finish", () => {
      if (response.statusCode >= 400) own.add("notificationsRejected");
    });
    next();
  };
}

/** `POST /alerts`: takes a notification of Alertmanager (webhook, version 4) of at most 2 MiB. */
export function receiveAlerts({ alerts, log }: ApiParts): RequestHandler[] {
  const receive: RequestHandler = (request, response) => {
    response.type("text");
    if (request.is("application/json") === false) {
      response.status(415).send("A notification is application/json.\n");
      return;
    }
    const read = readNotification(request.body);
    if (typeof read === "string") {
      log.warn({ why: read }, "notification refused");
      response.status(400).send(`This is no notification of Alertmanager, version 4: ${read}\n`);
      return;
    }
    alerts.take(read);
    response.send("Taken.\n");
  };
  return [json({ limit: LARGEST_BODY_BYTES }), receive];
}

/** Answers a body that could not be read. */
export function refuseBody(): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
    response.type("text");
    if (status === 413) response.status(413).send("A notification must be at most 2 MiB; set max_alerts in Alertmanager's webhook.\n");
    else if (status === 400 || status === 415) response.status(status).send("The body can't be read as JSON.\n");
    else next(error);
  };
}
