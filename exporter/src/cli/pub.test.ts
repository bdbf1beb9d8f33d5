import { describe, expect, it } from "@jest/globals";
import { UsageError } from "./command.ts";
import type { Terminal } from "./command.ts";
import { pub } from "./pub.ts";

const terminal: Terminal = { out: () => undefined, err: () => undefined, stop: new AbortController().signal };

describe("pub", () => {
  it.each([
    { name: "no payload", positional: ["iot.sensor.mine"], flags: {}, expected: /wants a subject and a payload in quotes, got 1 arguments/ },
    { name: "a payload without quotes", positional: ["iot.sensor.mine", "{temperature:", "21.5}"], flags: {}, expected: /got 3 arguments/ },
    { name: "a wildcard", positional: ["iot.*", "{}"], flags: {}, expected: /subject must be words between dots/ },
    { name: "an empty word", positional: ["iot..mine", "{}"], flags: {}, expected: /subject must be words between dots/ },
    { name: "a header without a colon", positional: ["iot.a", "{}"], flags: { header: "x" }, expected: /--header must be 'NAME: VALUE', got "x"/ },
  ])("refuses $name", async ({ positional, flags, expected }) => {
    const run = pub.run({ positional, flags }, terminal);
    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(expected);
  });
});
