import { createServer } from "node:http";
import type { Server } from "node:http";
import { afterEach, describe, expect, it } from "@jest/globals";
import { listen } from "../api/server.ts";
import type { Listening } from "../api/server.ts";
import { systemClock } from "../model/clock.ts";
import { health } from "./health.ts";

let server: Listening | undefined;
let other: Server | undefined;
afterEach(async () => {
  await server?.close(0);
  other?.close();
});

async function ask(address: string, webConfig?: string): Promise<{ code: number; said: string }> {
  let said = "";
  const tell = (text: string): void => { said += text; };
  const code = await health.run(
    { positional: [], flags: { "web.listen-address": address, "web.config.file": webConfig } },
    { out: tell, err: tell, stop: new AbortController().signal },
  );
  return { code, said };
}

describe("eddy health", () => {
  it.each([
    { status: 200, code: 0 },
    { status: 401, code: 0 },
    { status: 429, code: 0 },
    { status: 404, code: 1 },
    { status: 500, code: 1 },
  ])("takes an answer of $status for code $code", async ({ status, code }) => {
    server = await listen((request, response) => { response.writeHead(request.url === "/-/healthy" ? status : 404).end(); }, "127.0.0.1:0", systemClock);
    for (const host of ["127.0.0.1", "0.0.0.0", ""]) {
      const answer = await ask(`${host}:${server.port}`);
      expect(answer).toEqual({ code, said: code === 0 ? "Eddy is healthy.\n" : `eddy: no healthy Eddy at 127.0.0.1:${server.port}: HTTP ${status}\n` });
    }
  });

  it("asks without TLS where the web config has none", async () => {
    server = await listen((_request, response) => { response.writeHead(401).end(); }, "127.0.0.1:0", systemClock);
    expect((await ask(`127.0.0.1:${server.port}`, "web.yml")).code).toBe(0);
  });

  it("says where it asked when nobody is there", async () => {
    const answer = await new Promise<number>((resolve) => {
      other = createServer().listen(0, "127.0.0.1", () => {
        const address = other?.address();
        other?.close(() => { resolve(typeof address === "object" && address !== null ? address.port : 0); });
      });
    });
    expect(await ask(`127.0.0.1:${answer}`)).toEqual({ code: 1, said: expect.stringContaining(`eddy: no healthy Eddy at 127.0.0.1:${answer}: Error: connect ECONNREFUSED`) });
  });
});
