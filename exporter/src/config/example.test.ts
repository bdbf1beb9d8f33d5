import { describe, expect, it } from "@jest/globals";
import { dirname, join } from "node:path";
import { loadConfig } from "./load.ts";

const example = join(__dirname, "../../config.example.yml");

describe("config.example.yml", () => {
  it("shows the defaults and turns the machine's metrics on", () => {
    const defaults = loadConfig(undefined, {});
    expect(loadConfig(example, {})).toEqual({
      ...defaults, data: join(dirname(example), "data"), sources: { system: { intervalMs: 1000 } },
    });
  });
});
