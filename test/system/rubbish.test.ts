import { describe, expect, it } from "@jest/globals";
import { figuresOf } from "./built-program.ts";

const LIMIT_MS = 150_000;

describe("rubbish among good messages", () => {
  it("is counted under its reasons and harms nothing, as npm run test:rubbish shows at length", async () => {
    expect(await figuresOf("test/dist/rubbish/main.js", "--short")).toMatchObject({ test: "rubbish", payloads: 10_000, lost: 0, misjudged: 0 });
  }, LIMIT_MS);
});
