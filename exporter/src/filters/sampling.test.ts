import { describe, expect, it } from "@jest/globals";
import { pageOf } from "./filter-page.ts";
import { sampling } from "./sampling.ts";

const EVENTS = 20_000;

/** Which of the events pass: those whose id is given by their number, or without ids. */
function chosen(oneIn: number, idOf: (event: number) => string): number[] {
  const page = pageOf(sampling, { one_in: oneIn });
  return Array.from({ length: EVENTS }, (_, event) => event).filter((event) => page.pass(event, 1, idOf(event)) !== undefined);
}

describe("sampling", () => {
  it.each([
    { name: "ids", idOf: (event: number) => `order-${event}` },
    { name: "places in the log", idOf: () => "" },
  ])("takes about one in ten by $name, the same each time", ({ idOf }) => {
    const events = chosen(10, idOf);
    // Four standard deviations of a binomial around a tenth.
    expect(Math.abs(events.length - EVENTS / 10)).toBeLessThan(4 * Math.sqrt(EVENTS * 0.09));
    expect(chosen(10, idOf)).toEqual(events);
  });

  it.each([{ period: 2 }, { period: 7 }, { period: 10 }])("is fair to each of $period devices that take turns", ({ period }) => {
    const events = chosen(10, () => "");
    const shares = Array.from({ length: period }, (_, device) => events.filter((event) => event % period === device).length / (events.length / period));
    for (const share of shares) expect(Math.abs(share - 1)).toBeLessThan(0.35);
  });

  it("chooses an event whatever its value and time are", () => {
    const [page, other] = [pageOf(sampling, { one_in: 2 }), pageOf(sampling, { one_in: 2 })];
    const ids = Array.from({ length: 100 }, (_, i) => `id-${i}`);
    expect(ids.map((id) => page.pass(0, 1, id) === undefined)).toEqual(ids.map((id) => other.pass(99, -5, id) === undefined));
  });
});
