import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RequestHandler } from "express";
import { isSystemError } from "../store/system-error.ts";
import type { ApiParts } from "./exposed.ts";

/** What a page is called: an alert's name. Nothing else is read, so no path leads out of the folder. */
const PAGE = /^[A-Za-z][A-Za-z0-9]{0,63}\.md$/;

/** `GET /runbooks/<alert>.md`: what to do when an alert fires, as text. */
export function runbooks({ runbookFolder }: ApiParts): RequestHandler {
  return async (request, response) => {
    const name = String(request.params["page"]);
    const text = PAGE.test(name) ? await readPage(join(runbookFolder, name)) : undefined;
    if (text === undefined) response.status(404).type("text").send(`There is no runbook ${name} here; they are files of alert-rules/runbooks.\n`);
    else response.type("text").send(text);
  };
}

async function readPage(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (fault) {
    if (isSystemError(fault, "ENOENT")) return undefined;
    throw fault;
  }
}
