import type { FilterInput, ValueFilterKind } from "./filter.ts";

const SEEN = 0;
const PASSED_VALUE = 8;
const PASSED_TIME = 16;
const LAST_VALUE = 24;
const LAST_TIME = 32;

/**
 * Leaves out values that changed by more than `max` a second, in event time, both since the last one that passed
 * and since the last one seen.
 *
 * So a spike is left out and what comes after it passes; a new level is believed with its second value; and an
 * absurd first value blinds it for one value only. Two values of one instant must be equal. Cost some 10 ns, 40 bytes a series.
 */
export const rateOfChange: ValueFilterKind = {
  id: "rate-of-change",
  version: 1,
  acts: "values",
  keepsFromKpis: true,
  settings: { max: { form: "amount", least: Number.MIN_VALUE, most: Number.MAX_VALUE, default: undefined } },
  main: "max",
  broken: ({ max }) => (max === undefined ? "max, the largest change a second" : undefined),
  takes: ({ kind }) => kind === "gauge",
  takesRule: "a gauge",
  create({ max = Infinity }) {
    const isNear = (page: DataView, at: number, { value, eventMs }: FilterInput): boolean => {
      const change = Math.abs(value - page.getFloat64(at, true));
      return change <= (max * Math.abs(eventMs - page.getFloat64(at + 8, true))) / 1000;
    };
    return {
      size: 40,
      pass(page, offset, input) {
        const isFirst = page.getFloat64(offset + SEEN, true) === 0;
        const passes = isFirst || isNear(page, offset + PASSED_VALUE, input) || isNear(page, offset + LAST_VALUE, input);
        page.setFloat64(offset + SEEN, 1, true);
        page.setFloat64(offset + LAST_VALUE, input.value, true);
        page.setFloat64(offset + LAST_TIME, input.eventMs, true);
        if (!passes) return NaN;
        page.setFloat64(offset + PASSED_VALUE, input.value, true);
        page.setFloat64(offset + PASSED_TIME, input.eventMs, true);
        return input.value;
      },
    };
  },
};
