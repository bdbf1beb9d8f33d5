import { describe, expect, it } from "@jest/globals";
import { parseUnit } from "./units.ts";

describe("parseUnit", () => {
  it.each([
    { word: "fahrenheit", value: 212, base: "celsius", expected: 100 },
    { word: "kelvin", value: 273.15, base: "celsius", expected: 0 },
    { word: "ms", value: 21, base: "seconds", expected: 0.021 },
    { word: "us", value: 7, base: "seconds", expected: 0.000007 },
    { word: "min", value: 2, base: "seconds", expected: 120 },
    { word: "KiB", value: 2, base: "bytes", expected: 2048 },
    { word: "MB", value: 1.5, base: "bytes", expected: 1_500_000 },
    { word: "bits", value: 8, base: "bytes", expected: 1 },
    { word: "percent", value: 12.5, base: "ratio", expected: 0.125 },
    { word: "kWh", value: 2, base: "joules", expected: 7_200_000 },
    { word: "hpa", value: 1013.25, base: "pascals", expected: 101_325 },
    { word: "°F", value: 32, base: "celsius", expected: 0 },
    { word: "°C", value: 21.5, base: "celsius", expected: 21.5 },
    { word: "%", value: 50, base: "ratio", expected: 0.5 },
    { word: "Mbit", value: 8, base: "bytes", expected: 1_000_000 },
    { word: "km/h", value: 36, base: "meters_per_second", expected: 10 },
    { word: "rpm", value: 3000, base: "hertz", expected: 50 },
    { word: "ml", value: 330, base: "liters", expected: 0.33 },
    { word: "bar", value: 1, base: "pascals", expected: 100_000 },
  ])("$value $word is $expected $base", ({ word, value, base, expected }) => {
    const unit = parseUnit(word);
    expect(unit.base).toBe(base);
    expect(unit.convert?.(value)).toBe(expected);
  });

  it.each([
    { name: "a base unit", word: "celsius", base: "celsius", shown: 1 },
    { name: "a word of the pack's own", word: "meters_per_second", base: "meters_per_second", shown: 1 },
    { name: "no unit", word: "", base: "", shown: 1 },
    { name: "money in its minor unit", word: "inr/100", base: "inr", shown: 100 },
    { name: "money in its major unit", word: "gbp", base: "gbp", shown: 1 },
  ])("takes values in $name as they are", ({ word, base, shown }) => {
    expect(parseUnit(word)).toEqual({ base, shown, convert: undefined });
  });

  it.each(["°X", "m/x", "Kilo", "inr/0", "inr/7", "inr/100000000", "9lives", "a b"])("refuses %s", (word) => {
    expect(() => parseUnit(word)).toThrow("a unit of small letters");
  });
});
