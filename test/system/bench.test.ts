import { describe, expect, it } from "@jest/globals";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const BENCH_MS = 120_000;

/** Small runs: that they work and say what they should, not how fast they are. */
describe("npm run bench:ingest", () => {
  it("ends with its figures by name", async () => {
    const small = ["--messages", "20000", "--rounds", "1", "--series", "3000", "--seconds", "2", "--rate", "1000"];
    const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "bench:ingest", "--", ...small]);
    const figures = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Record<string, unknown>;
    expect(figures).toMatchObject({
      bench: "ingest",
      ratio: expect.any(Number), ratio_per_cpu_second: expect.any(Number),
      events_per_second: expect.any(Number), raw_events_per_second: expect.any(Number),
      cpu_seconds_per_million: expect.any(Number), raw_cpu_seconds_per_million: expect.any(Number),
      longest_pause_ms: expect.any(Number), rss_bytes_1m_series: expect.any(Number), catch_up_seconds_1m_series: expect.any(Number),
    });
    expect(Object.values(figures)).not.toContain(null);
  }, BENCH_MS);
});

/** The long forms are scripts of their own; a short one shows each time that nothing throws and that the faults planted are found. */
describe("npm run test:fuzz", () => {
  it("finds no throw in 40,000 payloads", async () => {
    const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "test:fuzz", "--", "--payloads", "40000"]);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ test: "fuzz", throws: 0, self_test: true });
  }, BENCH_MS);
});
