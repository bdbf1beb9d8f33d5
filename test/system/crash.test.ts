import { describe, expect, it } from "@jest/globals";
import { figuresOf } from "./built-program.ts";

const LIMIT_MS = 180_000;

describe("Eddy and NATS killed under load", () => {
  it("count every message exactly once, as npm run test:crash shows at length", async () => {
    expect(await figuresOf("test/dist/crash/main.js", "--short", "--seed", "1")).toMatchObject({
      test: "crash", kills: 4, server_kills: 1,
      lost: 0, doubled: 0, wrong_values: 0, resets: 0, state_equal: true, self_test: true,
    });
  }, LIMIT_MS);
});
