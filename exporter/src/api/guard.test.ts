import { afterEach, describe, expect, it } from "@jest/globals";
import express from "express";
import { request } from "node:http";
import { systemClock } from "../model/clock.ts";
import { guard } from "./guard.ts";
import { listen } from "./server.ts";
import type { Listening } from "./server.ts";
import { OPEN_WEB } from "./web-settings.ts";
import type { WebSettings } from "./web-settings.ts";

const users = new Map([["ada", "hash of right"], ["zoë", "hash of with:colon"]]);
const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

let server: Listening | undefined;
afterEach(async () => { await server?.close(0); });

async function serve(current: () => WebSettings, elapsed: () => number = () => 0): Promise<{ url: string; counts: { denied: number } }> {
  const counts = { denied: 0 };
  const app = express();
  app.use(guard({
    web: { current },
    clock: { ...systemClock, elapsed },
    compare: (password, hash) => Promise.resolve(hash === `hash of ${password}`),
    onDenied: () => { counts.denied++; },
  }));
  app.use((_request, response) => { response.send("in"); });
  server = await listen(app, "127.0.0.1:0", systemClock);
  return { url: `http://127.0.0.1:${server.port}/`, counts };
}

describe("guard", () => {
  it.each([
    { name: "nobody where all are welcome", settings: {}, sent: {}, status: 200 },
    { name: "who shows nothing", settings: { users }, sent: {}, status: 401 },
    { name: "the right password", settings: { users }, sent: { authorization: basic("ada:right") }, status: 200 },
    { name: "letters beyond ASCII, and a colon in the password", settings: { users }, sent: { authorization: basic("zoë:with:colon") }, status: 200 },
    { name: "a wrong password", settings: { users }, sent: { authorization: basic("ada:left") }, status: 401 },
    { name: "an unknown user", settings: { users }, sent: { authorization: basic("eve:right") }, status: 401 },
    { name: "the name of what every object has", settings: { users }, sent: { authorization: basic("constructor:right") }, status: 401 },
    { name: "no colon", settings: { users }, sent: { authorization: basic("ada") }, status: 401 },
    { name: "another scheme", settings: { users }, sent: { authorization: "Bearer abc" }, status: 401 },
    { name: "no base64", settings: { users }, sent: { authorization: "Basic %%%" }, status: 401 },
  ])("answers $name with $status", async ({ settings, sent, status }) => {
    const { url, counts } = await serve(() => ({ ...OPEN_WEB, ...settings }));
    const response = await fetch(url, { headers: sent });
    expect(response.status).toBe(status);
    expect(counts.denied).toBe(status === 200 ? 0 : 1);
    if (status === 401) expect(response.headers.get("www-authenticate")).toBe('Basic realm="Eddy", charset="UTF-8"');
  });

  it("refuses a body that is too large, by its length", async () => {
    const { url } = await serve(() => OPEN_WEB);
    const status = await new Promise((resolve, reject) => {
      const sent = request(url, { method: "POST", headers: { "Content-Length": 4_194_305 } }, (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on("error", reject).flushHeaders();
    });
    expect(status).toBe(413);
  });

  it("lets a burst pass and then one an interval", async () => {
    let nowMs = 0;
    const { url } = await serve(() => ({ ...OPEN_WEB, rateLimit: { intervalMs: 1000, burst: 2 } }), () => nowMs);
    const statuses: number[] = [];
    for (const atMs of [0, 0, 0, 999, 1000, 1000, 5000, 5000, 5000]) {
      nowMs = atMs;
      statuses.push((await fetch(url)).status);
    }
    expect(statuses).toEqual([200, 200, 429, 429, 200, 429, 200, 200, 429]);
  });

  it("sends headers that keep other sites out, and what the file says over them", async () => {
    const { url } = await serve(() => ({ ...OPEN_WEB, headers: { "X-Frame-Options": "sameorigin", "Strict-Transport-Security": "max-age=9" } }));
    const { headers } = await fetch(url, { headers: { origin: "http://elsewhere.example" } });
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-frame-options": "sameorigin", "strict-transport-security": "max-age=9", "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'", "referrer-policy": "no-referrer", "cache-control": "no-store",
    });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("looks at the settings at each request", async () => {
    let settings = OPEN_WEB;
    const { url } = await serve(() => settings);
    expect((await fetch(url)).status).toBe(200);
    settings = { ...OPEN_WEB, users };
    expect((await fetch(url)).status).toBe(401);
  });
});
