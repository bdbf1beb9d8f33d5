import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { canCertify, makeCertificates, type Certificates } from "../certificates.ts";
import { freePort, pause } from "../child-server.ts";
import { startEddy, type EddyServer } from "../eddy-server.ts";
import { newOperator, newUser } from "../identities.ts";
import { natsPrograms, startNats, type TestServer } from "../servers.ts";

jest.setTimeout(60_000);

let folder = "";
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "eddy-auth-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** What is stored. */
const event = ["iot.sensor.a", '{"temperature": 21.5}'] as const;

let files = 0;

/** A file with this content; its path as YAML. */
function file(content: string): string {
  const path = join(folder, `secret-${files++}`);
  writeFileSync(path, content, { mode: 0o600 });
  return JSON.stringify(path);
}

/** How a server asks, what of eddy.yml's `nats` answers it, and what doesn't. */
interface Way {
  readonly server: string;
  readonly right: string;
  readonly wrong: string;
  /** What is said to the wrong one, behind the address. */
  readonly said: RegExp;
  readonly scheme?: string;
}

const notSignedIn = /can't be signed in to \(.+\); check nats\.user with nats\.password_file, nats\.token_file, nats\.creds_file or nats\.nkey_file/;

/** Each is made when its test runs, since it needs files. */
const ways: { name: string; make: () => Way }[] = [
  {
    name: "a token",
    make: () => ({ server: 'authorization { token: "open sesame" }', right: `token_file: ${file("open sesame\n")}`, wrong: `token_file: ${file("open barley")}`, said: notSignedIn }),
  },
  {
    name: "user and password",
    make: () => ({
      server: 'authorization { users: [{ user: mine, password: "pass word" }] }',
      right: `user: mine, password_file: ${file("pass word\n")}`, wrong: `user: mine, password_file: ${file("word pass")}`, said: notSignedIn,
    }),
  },
  {
    name: "an NKey",
    make: () => {
      const user = newUser();
      return { server: `authorization { users: [{ nkey: ${user.name} }] }`, right: `nkey_file: ${file(`${user.seed}\n`)}`, wrong: `nkey_file: ${file(newUser().seed)}`, said: notSignedIn };
    },
  },
  {
    name: "creds",
    make: () => {
      const { config, creds, strangersCreds } = newOperator();
      return { server: config, right: `creds_file: ${file(creds)}`, wrong: `creds_file: ${file(strangersCreds)}`, said: /can't be signed in to \(.*authorization violation.*\); check nats\.user/i };
    },
  },
];

const certifiedWays: { name: string; make: (certificates: Certificates) => Way }[] = [
  {
    name: "TLS",
    make: ({ ca, server, strangersCa }) => ({
      scheme: "tls",
      server: `tls { cert_file: "${server.cert}", key_file: "${server.key}" }`,
      right: `tls: { ca_file: "${ca}" }`, wrong: `tls: { ca_file: "${strangersCa}" }`,
      said: /can't be trusted by TLS \(.+\); check nats\.tls\.ca_file/,
    }),
  },
  {
    name: "a certificate of its own (mTLS)",
    make: ({ ca, server, client }) => ({
      scheme: "tls",
      server: `tls { cert_file: "${server.cert}", key_file: "${server.key}", ca_file: "${ca}", verify: true }`,
      right: `tls: { ca_file: "${ca}", cert_file: "${client.cert}", key_file: "${client.key}" }`, wrong: `tls: { ca_file: "${ca}" }`,
      said: /set nats\.tls\.cert_file and key_file|check nats\.tls\.ca_file, and cert_file with key_file/,
    }),
  },
];

if (canCertify()) ways.push(...certifiedWays.map(({ name, make }) => ({ name, make: () => make(makeCertificates(folder)) })));
else process.stdout.write(`not run: ${certifiedWays.map(({ name }) => name).join(", ")}: openssl, which makes the certificates, is not installed\n`);

/** Runs a command of the built eddy to its end. */
function eddy(config: string, ...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  const path = join(folder, `eddy-${files++}.yml`);
  writeFileSync(path, `data: ${JSON.stringify(join(folder, "data"))}\n${config}\n`);
  return new Promise((answer) => {
    execFile(process.execPath, [resolve("exporter/bin/eddy.mjs"), ...args, "--config.file", path], { timeout: 30_000 }, (error, out, err) => {
      answer({ code: error === null ? 0 : error.code, out, err });
    });
  });
}

/** Waits until the exporter has its log; throws with the end of its log after 20 s. */
async function ready(exporter: EddyServer): Promise<void> {
  const giveUpMs = performance.now() + 20_000;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${exporter.port}/-/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    if (performance.now() > giveUpMs) throw new Error(`not ready:\n${exporter.output()}`);
    await pause(50);
  }
}

describe.each(natsPrograms())("signing in to nats-server $name", (program) => {
  /** Runs `use` with a server of this configuration. */
  async function withNats(config: string, use: (nats: TestServer) => Promise<void>): Promise<void> {
    const nats = await startNats(program, config);
    try {
      await use(nats);
    } finally {
      await nats.remove();
    }
  }

  /** Runs the exporter until it is ready and stores an event by `eddy pub`. */
  async function expectStored(config: string): Promise<void> {
    const exporter = await startEddy({ config });
    try {
      await ready(exporter);
      expect(await exporter.command("pub", ...event)).toContain("EDDY");
    } finally {
      await exporter.remove();
    }
  }

  it.each(ways)("works by $name", ({ make }) => {
    const { server, right, scheme = "nats" } = make();
    return withNats(server, ({ port }) => expectStored(`nats: { url: "${scheme}://127.0.0.1:${port}", ${right} }`));
  });

  it.each(ways)("says what to do where it fails by $name", ({ make }) => {
    const { server, wrong, said, scheme = "nats" } = make();
    return withNats(server, async ({ port }) => {
      const url = `${scheme}://127.0.0.1:${port}`;
      const { code, out, err } = await eddy(`nats: { url: "${url}", ${wrong} }`, "pub", ...event);
      expect({ code, out, err }).toEqual({ code: 1, out: "", err: expect.stringMatching(said) });
      expect(err.startsWith(`eddy: NATS at ${url} `)).toBe(true);
      expect(err.trimEnd().split("\n")).toHaveLength(1);
    });
  });

  it("takes the second server where the first is dead", async () => {
    const dead = await freePort();
    await withNats("", ({ url }) => expectStored(`nats: { url: ["nats://127.0.0.1:${dead}", "${url}"] }`));
  });

  it("lets the exporter log why before it stops, and say it in a sentence at the end", () =>
    withNats('authorization { token: "open sesame" }', async ({ url }) => {
      const { code, err } = await eddy(`nats: { url: "${url}", token_file: ${file("open barley")} }`, "run", "--web.listen-address", "127.0.0.1:0");
      const lines = err.trimEnd().split("\n");
      const at = (text: string): number => lines.findIndex((line) => line.includes(text));
      expect(code).toBe(1);
      expect(lines[at("can't go on")]).toMatch(/level=error .*can't be signed in to/);
      expect(at("can't go on")).toBeLessThan(at("msg=stopping"));
      expect(lines.at(-1)).toMatch(/^eddy: NATS at .* can't be signed in to/);
    }));
});
