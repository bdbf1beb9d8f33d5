import { describe, expect, it } from "@jest/globals";
import { dispatch } from "./dispatch.ts";
import { commands } from "./registry.ts";

describe("eddy mute refuses", () => {
  it.each([
    { name: "nothing", argv: [], expected: "wants one stream or pack, or --list, or --end ID" },
    { name: "a stream and --list", argv: ["iot_sensor", "--list"], expected: "wants one stream or pack, or --list, or --end ID" },
    { name: "no end", argv: ["iot_sensor"], expected: "wants either --to TIME or --for DURATION" },
    { name: "two ends", argv: ["iot_sensor", "--for", "5m", "--to", "2027-01-01T00:00:00Z"], expected: "wants either --to TIME or --for DURATION" },
    { name: "an end before the begin", argv: ["iot_sensor", "--from", "2026-01-02T00:00:00Z", "--to", "2026-01-01T00:00:00Z"], expected: "--to must lie behind --from, got 2026-01-01T00:00:00.000Z" },
    { name: "a time that is none", argv: ["iot_sensor", "--from", "soon", "--for", "5m"], expected: "--from must be a time like 2026-12-24T18:00:00Z, got soon" },
    { name: "a duration that is none", argv: ["iot_sensor", "--for", "a while"], expected: "--for must be a duration like 30m, 2h or 3d, got a while" },
    { name: "a series that is none", argv: ["iot_sensor", "--for", "5m", "--series", "s1"], expected: '--series must be LABEL=VALUE, several separated by commas, got "s1"' },
    { name: "an id that is none", argv: ["--end", "a b"], expected: "mute must be as eddy mute writes it" },
  ])("$name", async ({ argv, expected }) => {
    let err = "";
    const terminal = { out: () => undefined, err: (text: string) => { err += text; }, stop: new AbortController().signal };
    expect(await dispatch(["mute", ...argv], { commands, env: {}, terminal })).toBe(2);
    expect(err).toContain(expected);
  });
});
