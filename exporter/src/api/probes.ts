import type { RequestHandler } from "express";
import type { ApiParts } from "./exposed.ts";

/** `GET /-/healthy`: 200 while the process answers. */
export function healthy(): RequestHandler {
  return (_request, response) => {
    response.type("text").send("Eddy is healthy.\n");
  };
}

const WHY_NOT = {
  starting: "Eddy is starting: the fold has not reached the end that the log had at start.\n",
  draining: "Eddy is draining: it ends when the last checkpoint is written.\n",
};

/** `GET /-/ready`: 200 while streams are exposed, 503 before and while draining. */
export function ready({ exposed }: ApiParts): RequestHandler {
  return (_request, response) => {
    const readiness = exposed.readiness();
    response.type("text");
    if (readiness === "ready") response.send("Eddy is ready.\n");
    else response.status(503).send(WHY_NOT[readiness]);
  };
}
