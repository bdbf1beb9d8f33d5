import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { INCIDENTS } from "./incidents.ts";

/** Full names of the streams that a shipped pack declares. */
function streamsOf(pack: string): string[] {
  const [, streams = ""] = readFileSync(join(__dirname, "../../../exporter/packs", pack, "pack.yml"), "utf8").split(/^streams:$|^kpis:$/m);
  return [...streams.matchAll(/^ {2}(\w+):$/gm)].map(([, name = ""]) => `${pack}_${name}`);
}

describe("incidents", () => {
  it.each(Object.entries(INCIDENTS))("%s touches streams that there are", (_kind, { streams }) => {
    const packs = new Set(streams.map((stream) => stream.split("_", 1).join()));
    const known = [...packs].flatMap(streamsOf);
    expect(known).toEqual(expect.arrayContaining([...streams]));
  });
});
