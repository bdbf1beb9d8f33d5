import { describe, expect, it } from "@jest/globals";
import { OptionError, readOptions } from "./options.ts";

describe("readOptions", () => {
  it.each<{ name: string; argv: string[]; expected: object }>([
    { name: "nothing", argv: [], expected: { rate: 200, seed: 1, pastMs: 7_200_000, forMs: undefined, scheduled: true, nats: { url: "nats://127.0.0.1:4222" } } },
    { name: "counts", argv: ["--sensors", "1", "--users", "0", "--symbols", "3"], expected: { counts: { sensors: 1, users: 0, symbols: 3 } } },
    { name: "printing ends by itself", argv: ["--print"], expected: { print: true, forMs: 60_000 } },
    { name: "forced injections", argv: ["--inject", "spike@10s:iot", "--inject", "drift@1.5m"],
      expected: { forced: [{ kind: "spike", afterMs: 10_000, domain: "iot" }, { kind: "drift", afterMs: 90_000, domain: undefined }] } },
    { name: "an incident", argv: ["--inject", "outage@30s"], expected: { forced: [], incidents: [{ kind: "outage", afterMs: 30_000 }] } },
  ])("$name", ({ argv, expected }) => {
    expect(readOptions(argv, {})).toMatchObject(expected);
  });

  it("takes the server from the environment", () => {
    expect(readOptions([], { EDDY_NATS_URL: "nats://other:4222" }).nats.url).toBe("nats://other:4222");
  });

  it.each([
    { argv: ["--rate", "0"], expected: "--rate must be a number above 0 and up to 1000000, got 0" },
    { argv: ["--sensors", "x"], expected: "--sensors must be a whole number of 0 or more, got x" },
    { argv: ["--past", "2 hours"], expected: "--past must be a time such as 90s, 30m or 2h, got 2 hours" },
    { argv: ["--inject", "spike@10s:moon"], expected: "--inject must be KIND@TIME[:DOMAIN] such as spike@10s:iot or outage@30s, got spike@10s:moon; --help shows kinds and domains" },
    { argv: ["--inject", "outage@10s:web"], expected: "--inject must be KIND@TIME[:DOMAIN] such as spike@10s:iot or outage@30s, got outage@10s:web; --help shows kinds and domains" },
    { argv: ["--start", "soon"], expected: "--start must be a time such as 2026-01-01T00:00:00Z, got soon" },
  ])("says: $expected", ({ argv, expected }) => {
    expect(() => readOptions(argv, {})).toThrow(new OptionError(expected));
  });

  it("knows no other options", () => {
    expect(() => readOptions(["--sensor", "5"], {})).toThrow(OptionError);
  });
});
