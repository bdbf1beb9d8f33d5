import { request as httpRequest } from "node:http";
import type { IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { parseListenAddress } from "../api/listen-address.ts";
import type { Command } from "./command.ts";
import { RUN_FLAGS } from "./run-flags.ts";

const ANSWER_MS = 3_000;

/** `eddy health`: for whoever watches the process, such as a container's health check. */
export const health: Command = {
  flags: RUN_FLAGS.filter(({ name }) => name === "web.listen-address" || name === "web.config.file"),
  examples: ["eddy health", "eddy health --web.listen-address 127.0.0.1:10433"],
  async run({ flags }, terminal) {
    const { host, port } = parseListenAddress(String(flags["web.listen-address"]));
    // Where it listens on all interfaces this machine is one of them.
    const at = { host: host === undefined || host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host, port };
    const isTls = flags["web.config.file"] !== undefined;
    // With a web config it may be TLS or not.
    const answer = await ask(at, isTls).catch((fault: unknown) => (isTls ? ask(at, false).catch(() => String(fault)) : String(fault)));
    if (answer === undefined) {
      terminal.out("Eddy is healthy.\n");
      return 0;
    }
    terminal.err(`eddy: no healthy Eddy at ${at.host}:${at.port}: ${answer}\n`);
    return 1;
  },
};

/** Undefined if Eddy answered, else why not. It need not let us in: who asks for a password answers. */
function ask({ host, port }: { host: string; port: number }, isTls: boolean): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage): void => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve(status === 200 || status === 401 || status === 403 || status === 429 ? undefined : `HTTP ${status}`);
    };
    const options = { host, port, path: "/-/healthy", timeout: ANSWER_MS };
    // Nothing is told to whoever answers, so its certificate needn't be trusted.
    const request = isTls ? httpsRequest({ ...options, rejectUnauthorized: false }, answered) : httpRequest(options, answered);
    request.on("timeout", () => request.destroy(new Error(`no answer within ${ANSWER_MS} ms`)));
    request.on("error", reject).end();
  });
}
