import { describe, expect, it } from "@jest/globals";
import { systemClock } from "../model/clock.ts";
import { parseListenAddress } from "./listen-address.ts";
import { listen } from "./server.ts";

describe("parseListenAddress", () => {
  it.each([
    ["127.0.0.1:10333", { host: "127.0.0.1", port: 10333 }],
    ["localhost:0", { host: "localhost", port: 0 }],
    ["[::1]:9", { host: "::1", port: 9 }],
    [":10333", { host: undefined, port: 10333 }],
  ])("reads %s", (text, expected) => {
    expect(parseListenAddress(text)).toEqual(expected);
  });

  it.each(["10333", "127.0.0.1", "::1:9", "a b:1", "host:99999", ""])("refuses %j", (text) => {
    expect(() => parseListenAddress(text)).toThrow(/--web\.listen-address must be HOST:PORT/);
  });
});

describe("listen", () => {
  it("tells in one sentence that the port is taken", async () => {
    const first = await listen((_request, response) => response.end(), "127.0.0.1:0", systemClock);
    const address = `127.0.0.1:${first.port}`;
    await expect(listen(() => undefined, address, systemClock)).rejects.toThrow(
      `${address} is taken by another program; stop that one or choose another with --web.listen-address HOST:PORT`,
    );
    await first.close(0);
  });

  it("breaks off who is still busy when the grace is over", async () => {
    const server = await listen(() => undefined, "127.0.0.1:0", systemClock);
    const answer = fetch(`http://127.0.0.1:${server.port}/`);
    const outcome = expect(answer).rejects.toThrow();
    await server.close(50);
    await outcome;
  });
});
