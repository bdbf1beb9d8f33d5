import { describe, expect, it } from "@jest/globals";
import { isLocal } from "./write-access.ts";

describe("isLocal", () => {
  it.each([
    { address: "127.0.0.1", expected: true },
    { address: "127.8.9.1", expected: true },
    { address: "::1", expected: true },
    { address: "::ffff:127.0.0.1", expected: true },
    { address: "10.0.0.1", expected: false },
    { address: "::ffff:10.127.0.1", expected: false },
    { address: "fe80::1", expected: false },
    { address: "", expected: false },
  ])("takes $address for this machine: $expected", ({ address, expected }) => {
    expect(isLocal(address)).toBe(expected);
  });
});
