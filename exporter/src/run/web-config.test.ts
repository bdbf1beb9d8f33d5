import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";
import { OPEN_WEB } from "../api/web-settings.ts";
import { WebConfig } from "./web-config.ts";

const directory = mkdtempSync(join(tmpdir(), "eddy-web-"));
const path = join(directory, "web.yml");
afterAll(() => { rmSync(directory, { recursive: true }); });

const hash = (letter: string): string => `$2y$10$${letter.repeat(53)}`;
const user = (name: string, letter = "a"): string => `basic_auth_users: { ${name}: "${hash(letter)}" }\n`;

const told: string[] = [];
const reloads: boolean[] = [];
const parts = {
  log: {
    debug: () => undefined,
    info: (_fields: object, message: string) => { told.push(message); },
    warn: (fields: object, message: string) => { told.push(`${message}: ${JSON.stringify(fields)}`); },
    error: () => undefined,
  },
  onReload: (ok: boolean) => { reloads.push(ok); },
};
beforeEach(() => { told.length = reloads.length = 0; });

/** Puts another file in its place; a new inode, so that neither size nor the grain of times matters. */
function put(yaml: string): void {
  writeFileSync(`${path}.new`, yaml);
  renameSync(`${path}.new`, path);
}

describe("a web config file", () => {
  it("isn't needed", () => {
    expect(new WebConfig(undefined, parts).current()).toBe(OPEN_WEB);
  });

  it("is taken over at the next question, once", () => {
    put(user("ada"));
    const web = new WebConfig(path, parts);
    const first = web.current();
    expect(web.current()).toBe(first);
    put(user("bob"));
    expect([...web.current().users.keys()]).toEqual(["bob"]);
    expect([web.current(), reloads, told]).toEqual([web.current(), [true], ["web config is in force"]]);
  });

  it.each([
    { name: "is faulty", yaml: "basic_auth_users: canary", why: "basic_auth_users must be" },
    { name: "is no YAML", yaml: "a: [canary", why: "the file must be YAML" },
    { name: "is empty, since it is just being written", yaml: "", why: "credentials are given up at a start only" },
    { name: "turns TLS on", yaml: `${user("ada")}tls_server_config: { cert_file: canary, key_file: b }`, why: "cert_file must be a file that Eddy may read" },
  ])("that $name leaves the one before in force, tells once, and is mended without a restart", ({ yaml, why }) => {
    put(user("ada"));
    const web = new WebConfig(path, parts);
    put(yaml);
    for (let i = 0; i < 3; i++) expect([...web.current().users.keys()]).toEqual(["ada"]);
    expect(told).toEqual([expect.stringContaining(why)]);
    expect(reloads).toEqual([false]);
    put(user("bob", "b"));
    expect([...web.current().users.values()]).toEqual([hash("b")]);
    expect(reloads).toEqual([false, true]);
  });

  it("that is gone leaves the one before in force until it is back", () => {
    put(user("ada"));
    const web = new WebConfig(path, parts);
    rmSync(path);
    expect([...web.current().users.keys()]).toEqual(["ada"]);
    put(user("bob"));
    expect([...web.current().users.keys()]).toEqual(["bob"]);
    expect(reloads).toEqual([false, true]);
  });

  it("may add users while Eddy runs, where there were none", () => {
    put("http_server_config: { headers: { X-Frame-Options: deny } }");
    const web = new WebConfig(path, parts);
    put(user("ada"));
    expect(web.current().users.size).toBe(1);
  });
});
