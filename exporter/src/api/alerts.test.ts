import { afterEach, describe, expect, it } from "@jest/globals";
import { systemClock } from "../model/clock.ts";
import { createApp } from "./app.ts";
import { fakeParts } from "./fake-parts.ts";
import { listen } from "./server.ts";
import type { Listening } from "./server.ts";

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A notification as Alertmanager 0.25 posts it. */
const notification = {
  receiver: "journal", status: "firing", version: "4", groupKey: '{}/{}:{alertname="Strange"}', truncatedAlerts: 0,
  groupLabels: { alertname: "Strange" }, commonLabels: { alertname: "Strange" }, commonAnnotations: {}, externalURL: "http://127.0.0.1:9093",
  alerts: [{
    status: "firing", labels: { alertname: "Strange", severity: "warning", device: '<img src=x onerror="alert(1)">' },
    annotations: { description: "5 & more", link: "javascript:alert(1)", runbook_url: "https://runbooks.example/Strange" },
    startsAt: "2026-01-01T00:00:00.5Z", endsAt: "0001-01-01T00:00:00Z", generatorURL: "http://127.0.0.1:9090/graph", fingerprint: "00ff",
  }],
};
const [alert] = notification.alerts;

let server: Listening | undefined;
afterEach(() => server?.close(0));

async function serve(write = true): Promise<string> {
  server = await listen(createApp(fakeParts(silent, { write })), "127.0.0.1:0", systemClock);
  return `http://127.0.0.1:${server.port}`;
}

const post = (url: string, body: string, type = "application/json"): Promise<Response> =>
  fetch(`${url}/alerts`, { method: "POST", headers: { "content-type": type }, body });

const posted = async (url: string): Promise<string[]> =>
  (await (await fetch(`${url}/metrics`)).text()).split("\n").filter((line) => line.startsWith("eddy_notifications_"));

describe("POST /alerts", () => {
  it.each([
    { name: "a notification", body: notification, status: 200, answer: "Taken.\n" },
    { name: "fields of later versions", body: { ...notification, notificationReason: "new" }, status: 200, answer: "Taken.\n" },
    { name: "another version", body: { ...notification, version: "3" }, status: 400, answer: "This is no notification of Alertmanager, version 4: version: " },
    { name: "a wrong alert", body: { ...notification, alerts: [{ ...alert, startsAt: "soon" }] }, status: 400, answer: "alerts.0.startsAt: a time such as" },
    { name: "a list", body: [], status: 400, answer: "the body: " },
    { name: "too many labels", body: { ...notification, alerts: [{ ...alert, labels: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`l${i}`, ""])) }] }, status: 400, answer: "at most 64" },
    { name: "too long a body", body: { pad: "x".repeat(2_200_000) }, status: 413, answer: "at most 2 MiB" },
  ])("answers $name with $status", async ({ body, status, answer }) => {
    const url = await serve();
    const response = await post(url, JSON.stringify(body));
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(answer);
    expect(await posted(url)).toEqual(["eddy_notifications_received_total 1", `eddy_notifications_rejected_total ${status === 200 ? 0 : 1}`]);
  });

  it.each([
    { name: "no JSON", body: "{", type: "application/json", status: 400 },
    { name: "a form of a foreign page", body: JSON.stringify(notification), type: "text/plain", status: 415 },
  ])("refuses $name", async ({ body, type, status }) => {
    expect((await post(await serve(), body, type)).status).toBe(status);
  });

  it("is closed unless writing is enabled", async () => {
    const url = await serve(false);
    const response = await post(url, JSON.stringify(notification));
    expect({ status: response.status, text: await response.text() }).toEqual({ status: 403, text: "Writing is not enabled; start Eddy with --web.enable-write.\n" });
    expect(await posted(url)).toEqual(["eddy_notifications_received_total 1", "eddy_notifications_rejected_total 1"]);
    expect(await (await fetch(`${url}/alerts`)).json()).toEqual({ alerts: [] });
  });
});

describe("GET /alerts", () => {
  it("lists what was told, as JSON", async () => {
    const url = await serve();
    await post(url, JSON.stringify(notification));
    const response = await fetch(`${url}/alerts`);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await response.json()).toEqual({ alerts: [{ ...alert, receiver: "journal", receivedAt: expect.any(String), notifications: 1 }] });
  });

  it("is a page where a browser asks, and takes no text for code", async () => {
    const url = await serve();
    await post(url, JSON.stringify(notification));
    const page = await (await fetch(`${url}/alerts`, { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } })).text();
    expect(page).toContain("1 firing");
    expect(page).toContain("device=&quot;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&quot;");
    expect(page).toContain("5 &amp; more");
    expect(page).toContain('<a href="https://runbooks.example/Strange">runbook</a>');
    expect(page).not.toContain("javascript:");
  });
});
