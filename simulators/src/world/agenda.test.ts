import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Agenda } from "./agenda.ts";

describe("Agenda", () => {
  it("gives back everything by time, and in the order of its coming where times are equal", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const agenda = new Agenda();
      for (const atMs of times) agenda.add(atMs, () => {});
      const taken = Array.from(times, () => agenda.take()).map((entry) => [entry?.atMs, entry?.turn]);
      const expected = times.map((atMs, turn) => [atMs, turn]).sort(([a = 0, i = 0], [b = 0, j = 0]) => a - b || i - j);
      expect(taken).toEqual(expected);
      expect(agenda.take()).toBeUndefined();
    }));
  });

  it("takes what is added meanwhile", () => {
    const agenda = new Agenda();
    agenda.add(10, () => {});
    agenda.add(30, () => {});
    expect(agenda.take()?.atMs).toBe(10);
    agenda.add(20, () => {});
    expect([agenda.take()?.atMs, agenda.take()?.atMs]).toEqual([20, 30]);
  });
});
