import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { connect } from "@nats-io/transport-node";
import { freePort, pause, startChild } from "../child-server.ts";
import { startNats } from "../servers.ts";

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), "eddy-package-"));
const bin = join(folder, "node_modules/.bin/eddy");
const run = (program: string, args: readonly string[], cwd = folder): string => execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

let files: string[] = [];
beforeAll(() => {
  const [packed] = JSON.parse(run("npm", ["pack", "--workspace", "exporter", "--json", "--pack-destination", folder], process.cwd())) as [{ filename: string; files: { path: string }[] }];
  files = packed.files.map(({ path }) => path);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", join(folder, packed.filename)]);
}, 120_000);
afterAll(() => { rmSync(folder, { recursive: true }); });

describe("the package", () => {
  it("holds the program, packs, an example, a licence, and nothing for tests", () => {
    const top = new Set(files.map((path) => path.replace(/\/.*/, "")));
    expect([...top].sort()).toEqual(["LICENSE", "README.md", "bin", "config.example.yml", "dist", "package.json", "packs", "runbooks"]);
    expect(files.filter((path) => /\.test\.|-scene\.|\/fake-|\.tsx?$/.test(path) && !path.endsWith(".d.ts"))).toEqual([]);
    expect(readFileSync("exporter/LICENSE", "utf8")).toBe(readFileSync("LICENSE", "utf8"));
  });

  it("brings the eddy command with its version, packs and checks", () => {
    const { version } = JSON.parse(readFileSync("exporter/package.json", "utf8")) as { version: string };
    expect(run(bin, ["--version"])).toBe(`eddy ${version}\n`);
    expect(run(bin, ["check"])).toMatch(/^\d+ packs: ok\n$/);
    expect(run(bin, ["run", "--config.check", "--config.file", "node_modules/eddy-exporter/config.example.yml"])).toContain("ok, ");
    expect(() => run(bin, ["check", "nowhere"])).toThrow();
  });

  it("runs against a nats-server, counts, and ends cleanly on SIGTERM", async () => {
    const nats = await startNats();
    const port = await freePort();
    const data = join(folder, "data");
    mkdirSync(data);
    writeFileSync(join(folder, "eddy.yml"), `nats: { url: "${nats.url}" }\ndata: ${JSON.stringify(data)}\n`);
    const get = (path: string): Promise<string> => fetch(`http://127.0.0.1:${port}${path}`).then((response) => response.text());
    const eddy = await startChild({
      program: process.execPath,
      args: [join(folder, "node_modules/eddy-exporter/bin/eddy.mjs"), "run", "--config.file", join(folder, "eddy.yml"), "--web.listen-address", `127.0.0.1:${port}`],
      answers: () => fetch(`http://127.0.0.1:${port}/-/ready`).then(({ ok }) => ok, () => false),
    });
    try {
      const publisher = await connect({ servers: nats.url });
      await publisher.request("iot.sensor.packed", '{"temperature": 21.5}', { timeout: 5_000 });
      await publisher.close();
      const giveUpMs = performance.now() + 20_000;
      while (!(await get("/metrics")).includes('eddy_iot_sensor_temperature_celsius{device="packed"} 21.5\n') && performance.now() < giveUpMs) await pause(50);
      expect(await get("/metrics")).toContain('\neddy_iot_sensor_temperature_celsius{device="packed"} 21.5\n');
      expect(await get("/runbooks/EddyNotScraped.md")).toContain("EddyNotScraped");
      await eddy.stop();
      expect(eddy.output()).toMatch(/msg=stopped\n$/);
      expect(run(bin, ["state", "dump", "--data", data])).toMatch(/^iot_sensor +1 +0 /m);
    } finally {
      await eddy.kill();
      await nats.remove();
    }
  });
});
