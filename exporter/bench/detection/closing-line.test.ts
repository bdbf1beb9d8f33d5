import { describe, expect, it } from "@jest/globals";
import { closingLine } from "./closing-line.ts";

describe("the closing line", () => {
  it("has the figures of the parts that ran, in the same order always", () => {
    expect(closingLine({ vus_pr: 0.38, nab_dev_fixed: 1 / 3 })).toBe('{"bench":"detection","nab_dev_fixed":0.333333,"vus_pr":0.38}');
  });
});
