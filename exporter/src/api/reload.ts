import type { RequestHandler } from "express";
import type { ApiParts } from "./exposed.ts";
import { writeRefusal } from "./write-access.ts";

/** `POST /-/reload` (or PUT): takes packs and settings over; 500 with the reason if the old ones stay in force. */
export function reload({ exposed, lifecycle, guard, log }: ApiParts): RequestHandler {
  return async (request, response) => {
    response.type("text");
    if (request.method !== "POST" && request.method !== "PUT") {
      response.status(405).set("Allow", "POST, PUT").send("Only POST and PUT reload.\n");
      return;
    }
    if (!lifecycle) {
      response.status(403).send("Lifecycle API is not enabled; start Eddy with --web.enable-lifecycle.\n");
      return;
    }
    const refusal = writeRefusal(guard.web.current(), request);
    if (refusal !== undefined) {
      guard.onDenied();
      response.status(403).send(`${refusal}\n`);
      return;
    }
    try {
      await exposed.reload();
      response.send("Reloaded.\n");
    } catch (error) {
      // The exporter has told why in a sentence.
      log.debug({ err: error }, "reload refused");
      response.status(500).send(`Not reloaded, the old settings stay in force: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  };
}
