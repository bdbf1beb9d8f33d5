import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { startEddy, type EddyServer } from "../eddy-server.ts";
import { startNats } from "../servers.ts";

jest.setTimeout(60_000);

/** Holds what must never be seen; letters that no encoding changes. */
const CANARY = "SecretCanaryBird";
// Of "let me in"; no text of it may be shown either.
const HASH = "$2b$04$r5cQS2L5qzTcBlnfhsv3AOKkiulFNpWM3hQ4X/.cnv47BRwnlCKZ6";

async function waitFor(holds: () => Promise<boolean>, eddy: EddyServer): Promise<void> {
  const giveUpMs = performance.now() + 20_000;
  while (!(await holds())) {
    if (performance.now() > giveUpMs) throw new Error(eddy.output());
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

describe("secrets", () => {
  it("are in no answer and no line of the log, whether they are right or wrong", async () => {
    const nats = await startNats(undefined, `authorization { user: eddy, password: ${CANARY} }`);
    const directory = mkdtempSync(join(tmpdir(), "eddy-secrets-"));
    try {
      writeFileSync(join(directory, "password"), `${CANARY}\n`);
      const web = join(directory, "web.yml");
      writeFileSync(web, `basic_auth_users: { ada: "${HASH}" }\n`);
      const running = await startEddy({
        config: `nats: { url: "${nats.url}", user: eddy, password_file: ${JSON.stringify(join(directory, "password"))} }`,
        flags: ["--log.level", "debug", "--web.config.file", web, "--web.enable-write", "--web.enable-lifecycle"],
      });
      const seen: string[] = [];
      const ask = async (path: string, password: string, method = "GET"): Promise<number> => {
        const response = await fetch(`http://127.0.0.1:${running.port}${path}`, {
          method, headers: { authorization: `Basic ${Buffer.from(`ada:${password}`).toString("base64")}` },
        });
        seen.push(`${JSON.stringify([...response.headers])} ${await response.text()}`);
        return response.status;
      };
      try {
        await waitFor(() => ask("/-/ready", "let me in").then((status) => status === 200, () => false), running);
        for (const path of ["/", "/health", "/metrics", "/nothing", "/%"]) await ask(path, "let me in");
        for (const path of ["/", "/metrics"]) expect(await ask(path, CANARY)).toBe(401);
        expect(await ask("/-/reload", "let me in", "POST")).toBe(200);
        // Faults tell what is wrong, not what stands there.
        writeFileSync(web, `basic_auth_users: { ada: ${CANARY} }\nunknown: ${CANARY}\n`);
        await ask("/metrics", "let me in");
        await nats.kill();
        await waitFor(() => ask("/health", "let me in").then((status) => status === 503), running);
        await running.stop();
        const all = [...seen, running.output()].join("\n");
        expect(all).toContain("web config refused");
        expect(all).toContain("no connection to NATS");
        for (const secret of [CANARY, "let me in", HASH, HASH.slice(7), Buffer.from("ada:let me in").toString("base64"), Buffer.from(`ada:${CANARY}`).toString("base64")]) {
          expect(all.includes(secret) ? secret : "not seen").toBe("not seen");
        }
      } finally {
        await running.remove();
      }
    } finally {
      await nats.remove();
      rmSync(directory, { recursive: true });
    }
  });

  it.each([
    { name: "in the URL of the environment", env: { EDDY_NATS_URL: `nats://eddy:${CANARY}@127.0.0.1:4222` }, config: "" },
    { name: "in a URL of eddy.yml", env: {}, config: `nats: { url: "nats://eddy:${CANARY}@127.0.0.1:4222" }` },
    { name: "in one URL of several", env: { EDDY_NATS_URL: `nats://127.0.0.1:4222,nats://${CANARY}@127.0.0.1:4222` }, config: "" },
    { name: "as an option that there isn't", env: {}, config: `nats: { password: ${CANARY} }` },
  ])("are not shown by a refusal: $name", async ({ env, config }) => {
    const eddy = await startEddy({ config });
    try {
      await eddy.kill();
      let said = "nothing";
      try {
        execFileSync(process.execPath, ["exporter/bin/eddy.mjs", "--config.check", "--config.file", join(eddy.directory, "eddy.yml")], { env: { ...process.env, ...env }, stdio: "pipe" });
      } catch (fault) {
        said = String(typeof fault === "object" && fault !== null && "stderr" in fault ? fault.stderr : fault);
      }
      expect(said).toMatch(/^eddy: .*nats\.(url|password).* must be /);
      expect(said).not.toContain(CANARY);
    } finally {
      await eddy.remove();
    }
  });
});
