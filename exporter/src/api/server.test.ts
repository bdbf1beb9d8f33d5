import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Socket } from "node:net";
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

/** An open connection that sends `text`; `closed` resolves with all that came back. */
function client(port: number, text: string): Promise<{ socket: Socket; closed: Promise<string> }> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(text);
      resolve({ socket, closed });
    });
    let came = "";
    const closed = new Promise<string>((end) => {
      socket.on("data", (data: Buffer) => { came += data.toString(); });
      socket.on("error", () => undefined);
      socket.on("close", () => { end(came); });
    });
  });
}

describe("limits", () => {
  const answering = (_request: IncomingMessage, response: ServerResponse): void => { response.end("answer"); };
  const HEAD = "GET /metrics HTTP/1.1\r\nHost: x\r\n";

  it("cut who is slow with headers (slowloris), and others are answered meanwhile", async () => {
    const server = await listen(answering, "127.0.0.1:0", systemClock, { limits: { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 30 } });
    const slow = await Promise.all(Array.from({ length: 50 }, () => client(server.port, HEAD)));
    const cut = Promise.all(slow.map(({ closed }) => closed));
    let answered = 0;
    while (slow.some(({ socket }) => !socket.destroyed)) {
      for (const { socket } of slow) if (!socket.destroyed) socket.write("X-a: b\r\n");
      expect(await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text()).toBe("answer");
      answered++;
    }
    expect((await cut).every((text) => text.startsWith("HTTP/1.1 408 Request Timeout"))).toBe(true);
    expect(answered).toBeGreaterThan(1);
    await server.close(0);
  });

  it("make room for the next where all connections are taken by silent ones", async () => {
    const server = await listen(answering, "127.0.0.1:0", systemClock, { limits: { maxConnections: 20 } });
    const silent: Promise<string>[] = [];
    for (let i = 0; i < 60; i++) silent.push((await client(server.port, HEAD)).closed);
    expect(await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text()).toBe("answer");
    expect(await Promise.all(silent.slice(0, 40))).toEqual(Array(40).fill(""));
    await server.close(0);
  });

  it("send the next away where all connections are being answered", async () => {
    const waiting: ServerResponse[] = [];
    const server = await listen((_request, response) => { waiting.push(response); }, "127.0.0.1:0", systemClock, { limits: { maxConnections: 2 } });
    const busy = [fetch(`http://127.0.0.1:${server.port}/`), fetch(`http://127.0.0.1:${server.port}/`)];
    while (waiting.length < 2) await new Promise(setImmediate);
    expect(await (await client(server.port, `${HEAD}\r\n`)).closed).toBe("");
    for (const response of waiting) response.end("answer");
    expect(await Promise.all(busy.map(async (answer) => (await answer).text()))).toEqual(["answer", "answer"]);
    await server.close(0);
  });

  it.each([
    { name: "headers that are too large", text: `${HEAD}X: ${"a".repeat(20_000)}\r\n\r\n`, expected: "HTTP/1.1 431" },
    { name: "a body that never comes", text: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc", expected: "HTTP/1.1 408" },
  ])("refuse $name", async ({ text, expected }) => {
    const reading = (request: IncomingMessage, response: ServerResponse): void => { request.resume().on("end", () => response.end()).on("error", () => undefined); };
    const server = await listen(reading, "127.0.0.1:0", systemClock, { limits: { headersTimeout: 200, requestTimeout: 200, connectionsCheckingInterval: 20 } });
    expect((await (await client(server.port, text)).closed).slice(0, 12)).toBe(expected);
    await server.close(0);
  });
});
