import { describe, expect, it } from "@jest/globals";
import { errors } from "@nats-io/transport-node";
import { connectFault } from "./connect-fault.ts";
import { NatsError, type NatsErrorCode } from "./nats-error.ts";

describe("what kept Eddy from connecting", () => {
  const rows: { name: string; thrown: unknown; code: NatsErrorCode; text: string }[] = [
    { name: "nobody there", thrown: new errors.ConnectionError("connection refused"), code: "refused", text: "start nats-server" },
    { name: "no such host", thrown: new Error("getaddrinfo ENOTFOUND nats.invalid"), code: "refused", text: "set nats.url" },
    { name: "no handshake", thrown: new errors.TimeoutError(), code: "refused", text: "handshake" },
    { name: "no address", thrown: new TypeError("Invalid URL"), code: "options", text: "nats.url must be" },
    { name: "wrong password", thrown: new errors.AuthorizationError("Authorization Violation"), code: "auth", text: "nats.password_file" },
    { name: "broken seed", thrown: new Error("nkeys: invalid checksum"), code: "auth", text: "nats.nkey_file" },
    { name: "broken creds file", thrown: new Error("unable to parse credentials"), code: "auth", text: "nats.creds_file" },
    { name: "unknown authority", thrown: Object.assign(new Error("unable to verify"), { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }), code: "tls", text: "ca_file" },
    { name: "no TLS there", thrown: new errors.ConnectionError("server does not support 'tls'"), code: "tls", text: "nats.tls" },
    { name: "our own words", thrown: new NatsError("options", "nats.url: wrong"), code: "options", text: "nats.url: wrong" },
  ];
  it.each(rows)("$name: $code", ({ thrown, code, text }) => {
    const fault = connectFault(thrown, ["nats://127.0.0.1:4222"]);
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(text);
  });
});
