import { describe, expect, it } from "@jest/globals";
import type { Request } from "express";
import type { Socket } from "node:net";
import { OPEN_WEB } from "./web-settings.ts";
import type { ClientAuth, TlsSettings, WebSettings } from "./web-settings.ts";
import { writeFault, writeRefusal } from "./write-access.ts";

const tls = (clientAuth: ClientAuth): WebSettings => ({ ...OPEN_WEB, tls: { clientAuth } as TlsSettings });
const withUsers: WebSettings = { ...OPEN_WEB, users: new Map([["ada", "hash"]]) };

describe("writeFault", () => {
  it.each([
    { name: "this machine only", address: "127.0.0.1:10333", settings: OPEN_WEB, refused: false },
    { name: "this machine by name", address: "localhost:1", settings: OPEN_WEB, refused: false },
    { name: "this machine, IPv6", address: "[::1]:1", settings: OPEN_WEB, refused: false },
    { name: "everywhere", address: ":10333", settings: OPEN_WEB, refused: true },
    { name: "all interfaces", address: "0.0.0.0:10333", settings: OPEN_WEB, refused: true },
    { name: "a name that begins like this machine's", address: "127.0.0.1.example:1", settings: OPEN_WEB, refused: true },
    { name: "everywhere with users", address: ":10333", settings: withUsers, refused: false },
    { name: "everywhere with verified certificates", address: ":1", settings: tls("RequireAndVerifyClientCert"), refused: false },
    { name: "certificates of anybody", address: ":1", settings: tls("RequireAnyClientCert"), refused: true },
    { name: "certificates that may be left out", address: ":1", settings: tls("VerifyClientCertIfGiven"), refused: true },
  ])("$name: refused $refused", ({ address, settings, refused }) => {
    const fault = writeFault("--web.enable-write", address, settings);
    if (refused) expect(fault).toContain(`--web.enable-write must not be given without credentials at ${address}, where others reach Eddy: put basic_auth_users`);
    else expect(fault).toBeUndefined();
  });
});

describe("writeRefusal", () => {
  const FOREIGN = "The request comes from a page of another site.";
  it.each([
    { name: "a program of this machine", headers: { host: "127.0.0.1:10333" }, expected: undefined },
    { name: "localhost", headers: { host: "LocalHost:10333" }, expected: undefined },
    { name: "IPv6", headers: { host: "[::1]:10333" }, expected: undefined },
    { name: "a page of Eddy itself", headers: { host: "127.0.0.1:10333", origin: "http://127.0.0.1:10333", "sec-fetch-site": "same-origin" }, expected: undefined },
    { name: "a page of another site", headers: { host: "127.0.0.1:10333", origin: "http://evil.example" }, expected: FOREIGN },
    { name: "another port of this machine", headers: { host: "127.0.0.1:10333", origin: "http://127.0.0.1:3000" }, expected: FOREIGN },
    { name: "a page that hides where it comes from", headers: { host: "127.0.0.1:10333", origin: "null" }, expected: FOREIGN },
    { name: "a link of another site", headers: { host: "127.0.0.1:10333", "sec-fetch-site": "cross-site" }, expected: FOREIGN },
    { name: "a sister site", headers: { host: "127.0.0.1:10333", "sec-fetch-site": "same-site" }, expected: FOREIGN },
    { name: "a name that was made to lead here", headers: { host: "evil.example:10333", origin: "http://evil.example:10333" }, expected: expect.stringContaining("must be localhost or 127.0.0.1") },
    { name: "this machine, IPv4 in IPv6", from: "::ffff:127.8.9.1", headers: { host: "127.0.0.1" }, expected: undefined },
    { name: "another machine, IPv4 in IPv6", from: "::ffff:10.127.0.1", headers: { host: "127.0.0.1" }, expected: expect.stringContaining("for this machine only") },
    { name: "no host", headers: {}, expected: expect.stringContaining("must be localhost or 127.0.0.1") },
    { name: "another machine", from: "192.0.2.7", headers: { host: "127.0.0.1" }, expected: expect.stringContaining("for this machine only") },
    { name: "another machine with credentials", from: "192.0.2.7", settings: withUsers, headers: { host: "eddy.example" }, expected: undefined },
    { name: "another site with the user's credentials", settings: withUsers, headers: { host: "eddy.example", origin: "http://evil.example" }, expected: FOREIGN },
  ])("$name", ({ from = "127.0.0.1", headers, settings = OPEN_WEB, expected }) => {
    const request = { headers, protocol: "http", socket: { remoteAddress: from } as Partial<Socket> as Socket } as Partial<Request> as Request;
    expect(writeRefusal(settings, request)).toEqual(expected);
  });
});
