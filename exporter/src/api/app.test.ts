import { afterEach, describe, expect, it } from "@jest/globals";
import { gunzipSync } from "node:zlib";
import { get } from "node:http";
import { fakeTable, fakeView } from "../metrics/fake-view.ts";
import { systemClock } from "../model/clock.ts";
import { createApp } from "./app.ts";
import { fakeParts, fakeReport } from "./fake-parts.ts";
import type { ApiParts, Exposed } from "./exposed.ts";
import { listen } from "./server.ts";
import type { Listening } from "./server.ts";

const failures: string[] = [];
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (_fields: object, message: string) => void failures.push(message) };


let server: Listening | undefined;
afterEach(async () => {
  await server?.close(0);
  failures.length = 0;
});

async function serve(exposed: Partial<Exposed> = {}, options: Partial<ApiParts> = {}): Promise<string> {
  const parts = fakeParts(log, options);
  server = await listen(createApp({ ...parts, exposed: { ...parts.exposed, ...exposed } }), "127.0.0.1:0", systemClock);
  return `http://127.0.0.1:${server.port}`;
}

describe("GET /metrics", () => {
  it.each([
    { accept: "*/*", type: "text/plain; version=0.0.4; charset=utf-8", end: "\n" },
    { accept: "application/openmetrics-text;version=1.0.0", type: "application/openmetrics-text; version=1.0.0; charset=utf-8", end: "\n# EOF\n" },
  ])("answers $accept with $type", async ({ accept, type, end }) => {
    const response = await fetch(`${await serve()}/metrics`, { headers: { accept } });
    const body = await response.text();
    expect(response.headers.get("content-type")).toBe(type);
    expect(body).toContain('\neddy_iot_sensor_temperature_celsius{device="a"} 21.5\n');
    expect(body.endsWith(end)).toBe(true);
  });

  it("packs for those who take gzip", async () => {
    const url = await serve();
    const { encoding, body } = await new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
      get(`${url}/metrics`, { headers: { "accept-encoding": "gzip" } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => void chunks.push(chunk));
        response.on("end", () => { resolve({ encoding: response.headers["content-encoding"], body: Buffer.concat(chunks) }); });
      }).on("error", reject);
    });
    expect(encoding).toBe("gzip");
    expect(gunzipSync(body).toString()).toContain('\neddy_iot_sensor_temperature_celsius{device="a"} 21.5\n');
  });

  it("shows only Eddy itself before the fold has caught up", async () => {
    const body = await (await fetch(`${await serve({ view: () => undefined })}/metrics`)).text();
    expect(body).toContain("eddy_build_info");
    expect(body).not.toContain("eddy_iot_sensor");
  });

  it("takes a client that leaves for no fault", async () => {
    const series = Array.from({ length: 2000 }, (_, key) => ({ labels: [`${key}`.padEnd(120, "d")], value: 1 }));
    const view = fakeView(Array.from({ length: 6 }, (_, i) => fakeTable({ measure: `m${i}`, series })));
    const told = new Promise<string>((resolve) => {
      const debugLog = { ...log, debug: (_fields: object, message: string) => { resolve(message); } };
      void serve({ view: () => view }, { log: debugLog }).then((url) => {
        const request = get(`${url}/metrics`, (response) => response.once("data", () => request.destroy()));
        request.on("error", () => undefined);
      });
    });
    expect(await told).toBe("client left during a scrape");
    expect(failures).toEqual([]);
  });

  it("breaks the connection when it fails on the way", async () => {
    const series = Array.from({ length: 2000 }, (_, key) => ({ labels: [`d${key}`], value: 1 }));
    const table = fakeTable({ series, labels: () => { throw new Error("page is gone"); } });
    const url = await serve({ view: () => fakeView([table]) });
    await expect(fetch(`${url}/metrics`).then((response) => response.text())).rejects.toThrow();
    expect(failures).toEqual(["scrape failed"]);
  });
});

describe("the other resources", () => {
  it.each([
    { request: "GET /-/healthy", exposed: {}, options: {}, status: 200, body: "Eddy is healthy.\n" },
    { request: "GET /-/ready", exposed: {}, options: {}, status: 200, body: "Eddy is ready.\n" },
    { request: "GET /-/ready", exposed: { readiness: () => "starting" as const }, options: {}, status: 503, body: "Eddy is starting: the fold has not reached the end that the log had at start.\n" },
    { request: "GET /-/ready", exposed: { readiness: () => "draining" as const }, options: {}, status: 503, body: "Eddy is draining: it ends when the last checkpoint is written.\n" },
    { request: "GET /health", exposed: {}, options: {}, status: 200, body: JSON.stringify(fakeReport) },
    { request: "GET /health", exposed: { health: () => ({ ...fakeReport, status: "failing" as const }) }, options: {}, status: 503, body: JSON.stringify({ ...fakeReport, status: "failing" }) },
    { request: "GET /-/reload", exposed: {}, options: { lifecycle: true }, status: 405, body: "Only POST and PUT reload.\n" },
    { request: "POST /-/reload", exposed: {}, options: {}, status: 403, body: "Lifecycle API is not enabled; start Eddy with --web.enable-lifecycle.\n" },
    { request: "POST /-/reload", exposed: {}, options: { lifecycle: true }, status: 200, body: "Reloaded.\n" },
    { request: "PUT /-/reload", exposed: {}, options: { lifecycle: true }, status: 200, body: "Reloaded.\n" },
    { request: "POST /-/reload", exposed: { reload: () => Promise.reject(new Error("packs/iot/pack.yml:3: kind must be one of gauge, counter, rate, got gage")) }, options: { lifecycle: true }, status: 500, body: "Not reloaded, the old settings stay in force: packs/iot/pack.yml:3: kind must be one of gauge, counter, rate, got gage\n" },
    { request: "GET /metric", exposed: {}, options: {}, status: 404, body: "There is no GET /metric here; see /.\n" },
    { request: "POST /metrics", exposed: {}, options: {}, status: 404, body: "There is no POST /metrics here; see /.\n" },
    { request: "GET /health", exposed: { health: () => { throw new Error("bug"); } }, options: {}, status: 500, body: "Eddy failed to answer; see its log.\n" },
  ])("answers $request with $status $body", async ({ request, exposed, options, status, body }) => {
    const [method = "", path = ""] = request.split(" ");
    const response = await fetch(`${await serve(exposed, options)}${path}`, { method });
    expect({ status: response.status, body: await response.text() }).toEqual({ status, body });
  });

  it("welcomes at / with version, status and links", async () => {
    const response = await fetch(`${await serve()}/`);
    const body = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(body).toContain("<h1>Eddy <small>1.2.3</small></h1>");
    expect(body).toContain("<h2>Status: ok</h2>");
    expect(body).toContain('<a href="/metrics">');
    expect(body).toContain("<td>connected to &lt;nats&gt;</td>");
  });
});

describe("GET /runbooks/…", () => {
  it.each([
    { page: "EddyLogDown.md", status: 200, text: /^# EddyLogDown\n/ },
    { page: "EddyLogUp.md", status: 404, text: /^There is no runbook EddyLogUp\.md here/ },
    { page: "..%2F..%2FREADME.md", status: 404, text: /^There is no runbook/ },
    { page: "..%2f..%2fpackage.json", status: 404, text: /^There is no runbook/ },
  ])("$page is $status", async ({ page, status, text }) => {
    const response = await fetch(`${await serve()}/runbooks/${page}`);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toMatch(text);
  });
});
