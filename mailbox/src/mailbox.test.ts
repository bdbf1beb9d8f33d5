import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import type { SMTPServer } from "smtp-server";
import { Box, KEPT_MAILS } from "./box.ts";
import { serveSmtp } from "./smtp.ts";
import { serveWeb } from "./web.ts";

let nowMs: number;
let box: Box;
let smtp: SMTPServer;
let web: Server;
let url: string;
const told: string[] = [];

beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1);
  told.length = 0;
  box = new Box(() => nowMs);
  smtp = await serveSmtp(box, 0, (line) => { told.push(line); });
  web = await serveWeb(box, 0);
  url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});

afterEach(async () => {
  web.closeAllConnections();
  await Promise.all([new Promise((resolve) => { smtp.close(() => { resolve(undefined); }); }), new Promise((resolve) => { web.close(resolve); })]);
});

const mail = (subject: string, body: string): string => [
  "From: Eddy <eddy@localhost>", "To: Sales <sales@localhost>", `Subject: ${subject}`, "MIME-Version: 1.0",
  'Content-Type: multipart/alternative; boundary="b"', "", "--b", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: quoted-printable", "",
  "=E2=82=B91,50,000 in one order", "--b", "Content-Type: text/html; charset=UTF-8", "", body, "--b--", "",
].join("\r\n");

/** Speaks SMTP as Alertmanager does; resolves with the server's answers. */
async function deliver(text: string): Promise<string> {
  const socket = connect((smtp.server.address() as AddressInfo).port, "127.0.0.1").setEncoding("utf8");
  const lines = ["EHLO localhost", "MAIL FROM:<eddy@localhost>", "RCPT TO:<sales@localhost>", "DATA", `${text}\r\n.`, "QUIT"];
  let answers = "";
  for await (const chunk of socket) {
    answers += String(chunk);
    // The last line of an answer has a blank after its code.
    if (/^\d{3} .*\r\n$/m.test(String(chunk))) socket.write(`${lines.shift() ?? ""}\r\n`);
  }
  return answers;
}

describe("the mailbox", () => {
  it("shows a mail that came by SMTP", async () => {
    expect(await deliver(mail("A large order", "<h1>large</h1>"))).toContain("250 OK: message queued");
    const { mails } = (await (await fetch(`${url}/mails`)).json()) as { mails: object[] };
    expect(mails).toEqual([{
      id: 1, receivedAt: "2026-01-01T00:00:00.000Z", from: "eddy@localhost", to: "sales@localhost", subject: "A large order",
      text: "₹1,50,000 in one order\n", html: expect.stringContaining("<h1>large</h1>"),
    }]);
  });

  it("takes no part of a mail for code", async () => {
    await deliver(mail("<script>alert(1)</script>", "<script>alert(2)</script>"));
    for (const path of ["/", "/mails/1"]) {
      const page = await (await fetch(`${url}${path}`)).text();
      expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
      expect(page).not.toContain("<script>");
    }
    expect(await (await fetch(`${url}/mails/1`)).text()).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mails/1/html"');
    const framed = await fetch(`${url}/mails/1/html`);
    expect(framed.headers.get("content-security-policy")).toMatch(/^sandbox (?!.*allow-scripts).*default-src 'none'/);
  });

  it("refuses a mail above a mebibyte, and goes on", async () => {
    expect(await deliver(mail("large", "x\r\n".repeat(400_000)))).toContain("552");
    expect(told).toEqual([expect.stringMatching(/^mail refused: it has \d+ bytes/)]);
    await deliver(mail("small", "<p>small</p>"));
    expect(box.newest().map(({ subject }) => subject)).toEqual(["small"]);
  });

  it("keeps the last 500", async () => {
    const bytes = Buffer.from("Subject: one\r\n\r\ntext");
    for (let i = 0; i < KEPT_MAILS + 2; i++) await box.take({ from: "a@localhost", to: ["b@localhost"], bytes });
    expect(box.newest()).toHaveLength(KEPT_MAILS);
    expect(box.newest().at(-1)?.id).toBe(3);
  });

  it("says when the last heartbeat came", async () => {
    expect(await (await fetch(url)).text()).toContain("No heartbeat of the alerts has come yet.");
    await fetch(`${url}/heartbeat`, { method: "POST", body: "{}" });
    nowMs += 12_000;
    expect(await (await fetch(url)).text()).toContain("Last heartbeat of the alerts 12 s ago.");
  });

  it.each([
    { request: "GET /mails/7", status: 404 },
    { request: "GET /nothing", status: 404 },
    { request: "DELETE /mails/1", status: 405 },
  ])("answers $request with $status", async ({ request, status }) => {
    const [method = "", path = ""] = request.split(" ");
    expect((await fetch(`${url}${path}`, { method })).status).toBe(status);
  });

  it("answers nobody who calls it by another name", async () => {
    const status = await new Promise((resolve, reject) => {
      get(`${url}/mails`, { headers: { host: "evil.example" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on("error", reject);
    });
    expect(status).toBe(421);
  });
});
