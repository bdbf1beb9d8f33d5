import { describe, expect, it } from "@jest/globals";
import { figuresOf } from "./built-program.ts";

/** The program ends itself before. */
const LIMIT_MS = 450_000;

describe("packs reloaded under load", () => {
  it("lose, double and reset nothing, as npm run test:reload shows at length", async () => {
    expect(await figuresOf("test/dist/reload/main.js", "--short")).toMatchObject({
      test: "reload", reloads: 18, refused: 2,
      lost: 0, doubled: 0, wrong_values: 0, resets: 0, state_equal: true, self_test: true,
    });
  }, LIMIT_MS);
});
