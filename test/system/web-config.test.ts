import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request, type RequestOptions } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { canCertify, makeCertificates } from "../certificates.ts";
import { freePort } from "../child-server.ts";
import { startEddy, type EddyServer } from "../eddy-server.ts";
import { startPrometheus } from "../servers.ts";
import { Prometheus } from "./prometheus.ts";

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), "eddy-web-"));
afterAll(() => { rmSync(directory, { recursive: true }); });
const file = (name: string): string => join(directory, name);
const write = (name: string, text: string): void => {
  writeFileSync(file(`${name}.new`), text);
  renameSync(file(`${name}.new`), file(name));
};

// Of "let me in".
const users = "basic_auth_users:\n  ada: $2b$04$r5cQS2L5qzTcBlnfhsv3AOKkiulFNpWM3hQ4X/.cnv47BRwnlCKZ6\n";
const basic = `Basic ${Buffer.from("ada:let me in").toString("base64")}`;

/** Runs Eddy with a web config and without NATS: it serves before it is connected. */
async function withEddy(webConfig: string, use: (eddy: EddyServer) => Promise<void>): Promise<void> {
  write("web.yml", webConfig);
  const eddy = await startEddy({ config: `nats: { url: "nats://127.0.0.1:${await freePort()}" }`, flags: ["--web.config.file", file("web.yml")] });
  try {
    const giveUpMs = performance.now() + 20_000;
    while (!eddy.output().includes("listening") && performance.now() < giveUpMs) await new Promise((resolve) => { setTimeout(resolve, 20); });
    await use(eddy);
  } finally {
    await eddy.remove();
  }
}

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  /** Common name of the server's certificate. */
  readonly server: string;
}

/** GET over TLS on a connection of its own; rejects where the handshake fails or the server hangs up. */
async function get(eddy: EddyServer, path: string, options: RequestOptions = {}): Promise<Answer> {
  const sent = request({ host: "127.0.0.1", port: eddy.port, path, agent: false, headers: { authorization: basic }, ...options });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const server = tlsOf(response).getPeerCertificate().subject.CN;
  let body = "";
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, body, server: String(server) };
}

function tlsOf({ socket }: IncomingMessage): TLSSocket {
  if (socket instanceof TLSSocket) return socket;
  throw new Error("the answer did not come over TLS");
}

const rest = `http_server_config: { headers: { Strict-Transport-Security: max-age=9 } }\n${users}`;
const withTls = (cert: string, key: string, more = ""): string => `tls_server_config: { cert_file: ${cert}, key_file: ${key}${more} }\n${rest}`;

if (canCertify()) describe("--web.config.file", () => {
  const made = makeCertificates(directory);
  const ca = readFileSync(made.ca);
  const client = { cert: readFileSync(made.client.cert), key: readFileSync(made.client.key) };

  it("is one that promtool takes as well", () => {
    write("web.yml", withTls("server.pem", "server.key", ", client_ca_file: authority.pem, client_auth_type: RequireAndVerifyClientCert, min_version: TLS12, max_version: TLS13, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256], curve_preferences: [X25519, CurveP256]"));
    const promtool = (): unknown => execFileSync("promtool", ["check", "web-config", file("web.yml")], { stdio: "pipe" });
    const eddy = (): unknown => execFileSync(process.execPath, ["exporter/bin/eddy.mjs", "--config.check", "--web.config.file", file("web.yml")], { stdio: "pipe" });
    expect([promtool, eddy].map((check) => String(check()).includes("FAILED"))).toEqual([false, false]);
    write("web.yml", withTls("server.pem", "client.key"));
    expect(promtool).toThrow("private key does not match public key");
    expect(eddy).toThrow("tls_server_config must be a certificate and its key, both PEM, and the clients' authority: key values mismatch");
  });

  it("lets Prometheus scrape over TLS with its password, and nobody without", () =>
    withEddy(withTls("server.pem", "server.key"), async (eddy) => {
      expect((await get(eddy, "/metrics", { ca, headers: {} })).status).toBe(401);
      expect((await get(eddy, "/metrics", { ca, headers: { authorization: "Basic YWRhOm5v" } })).status).toBe(401);
      expect((await get(eddy, "/metrics", { ca })).body).toMatch(/^eddy_web_requests_denied_total 2$/m);
      const prometheus = await startPrometheus([
        "global: { scrape_interval: 1s, scrape_timeout: 1s }",
        "scrape_configs:",
        "  - job_name: eddy",
        "    scheme: https",
        `    tls_config: { ca_file: ${made.ca} }`,
        "    basic_auth: { username: ada, password: let me in }",
        `    static_configs: [{ targets: ["127.0.0.1:${eddy.port}"] }]`,
      ].join("\n"));
      try {
        expect(await new Prometheus(prometheus.port).valueOnce("up", (value) => value === 1, Date.now() + 30_000)).toBe(1);
      } finally {
        await prometheus.remove();
      }
    }));

  it("is read anew: another certificate without a restart, a faulty one changes nothing", () =>
    withEddy(withTls("server.pem", "server.key"), async (eddy) => {
      const served = (): Promise<string> => get(eddy, "/", { rejectUnauthorized: false }).then(({ server }) => server);
      expect(await served()).toBe("server");
      write("web.yml", withTls("client.pem", "client.key"));
      expect(await served()).toBe("client");
      write("web.yml", withTls("client.pem", "server.key"));
      expect(await served()).toBe("client");
      expect((await get(eddy, "/metrics", { rejectUnauthorized: false })).body).toContain("\neddy_web_config_last_reload_successful 0\n");
      write("web.yml", withTls("server.pem", "server.key"));
      expect(await served()).toBe("server");
      // The certificate's own file, as a renewal replaces it.
      write("server.pem", readFileSync(made.client.cert, "utf8"));
      expect(await served()).toBe("server");
      write("server.key", readFileSync(made.client.key, "utf8"));
      expect(await served()).toBe("client");
      expect((await get(eddy, "/metrics", { rejectUnauthorized: false })).body).toContain("\neddy_web_config_last_reload_successful 1\n");
    }));

  it("begins to want clients' certificates without a restart, and on connections of before as well", () =>
    withEddy(withTls("client.pem", "client.key"), async (eddy) => {
      const open = { rejectUnauthorized: false };
      expect((await get(eddy, "/", open)).status).toBe(200);
      write("web.yml", withTls("client.pem", "client.key", ", client_ca_file: authority.pem, client_auth_type: RequireAndVerifyClientCert"));
      await expect(get(eddy, "/", open)).rejects.toThrow();
      expect((await get(eddy, "/", { ...open, ...client })).status).toBe(200);
    }));

  it.each([
    { way: "RequestClientCert", none: true, stranger: true, known: true },
    { way: "RequireAnyClientCert", none: false, stranger: true, known: true },
    { way: "VerifyClientCertIfGiven", none: true, stranger: false, known: true },
    { way: "RequireAndVerifyClientCert", none: false, stranger: false, known: true },
    { way: "RequireAndVerifyClientCert, client_allowed_sans: [eddy.example]", none: false, stranger: false, known: false },
  ])("lets in by client_auth_type $way", ({ way, ...expected }) => {
    const authority = way.includes("erify") ? ", client_ca_file: authority.pem" : "";
    return withEddy(withTls("client.pem", "client.key", `, client_auth_type: ${way}${authority}`), async (eddy) => {
      const comesIn = (shown: object): Promise<boolean> => get(eddy, "/", { rejectUnauthorized: false, ...shown }).then(({ status }) => status === 200, () => false);
      const stranger = { cert: readFileSync(made.strangersCa), key: readFileSync(join(directory, "stranger.key")) };
      expect({ none: await comesIn({}), stranger: await comesIn(stranger), known: await comesIn(client) }).toEqual(expected);
    });
  });
});
else process.stdout.write("not run: --web.config.file over TLS: openssl, which makes the certificates, is not installed\n");

describe("routes that write", () => {
  it.each(["--web.enable-write", "--web.enable-lifecycle"])("are refused at the start by %s where others could use them without credentials", async (flag) => {
    const eddy = await startEddy({ config: "", flags: [flag, "--web.listen-address", "0.0.0.0:0"] });
    try {
      const giveUpMs = performance.now() + 20_000;
      while (!eddy.output().includes("\n") && performance.now() < giveUpMs) await new Promise((resolve) => { setTimeout(resolve, 20); });
      expect(eddy.output()).toBe(`eddy: ${flag} must not be given without credentials at 0.0.0.0:0, where others reach Eddy: put basic_auth_users or client certificates `
        + "(client_auth_type RequireAndVerifyClientCert) into --web.config.file, or listen on 127.0.0.1 with --web.listen-address\n");
    } finally {
      await eddy.remove();
    }
  });
});
