import { seededRandom } from "../model/random.ts";
import { between, daily, numbered } from "./domain.ts";
import type { Domain, Source } from "./domain.ts";

const SITES = ["london", "pune", "austin"] as const;

/** Sensors of rooms, and a machine for every second sensor. */
export const iot: Domain = {
  name: "iot",
  reporters: { option: "sensors", sources: (count, seed) => [
    ...Array.from({ length: count }, (_, i) => sensor(i, seed)),
    ...Array.from({ length: Math.ceil(count / 2) }, (_, i) => machine(i, seed)),
  ] },
};

function sensor(index: number, seed: number): Source {
  const device = numbered("s", index);
  const site = siteOf(index);
  const random = seededRandom(seed, device);
  return {
    stream: "iot_sensor",
    subject: `iot.sensor.${device}`,
    labels: { device, site },
    fields: { site },
    measures: [
      { name: "temperature", kind: "level", mean: daily(between(random, 18, 24), 1.6, 15), deviation: 0.4, digits: 2 },
      { name: "humidity", kind: "level", mean: daily(between(random, 0.4, 0.55), -0.04, 15), deviation: 0.01, digits: 4 },
      { name: "pressure", kind: "level", mean: daily(between(random, 100_800, 101_800), 80, 10), deviation: 25, digits: 0 },
    ],
  };
}

function machine(index: number, seed: number): Source {
  const name = numbered("m", index);
  const site = siteOf(index);
  const random = seededRandom(seed, name);
  return {
    stream: "iot_machine",
    subject: `iot.machine.${name}`,
    labels: { machine: name, site },
    fields: { site },
    fieldsAt: (atMs) => ({ state: stateAt(atMs + index * 420_000) }),
    measures: [
      // Of the bearing, and of the hydraulics.
      { name: "temperature", kind: "level", mean: daily(between(random, 58, 68), 3, 15), deviation: 0.6, digits: 2 },
      { name: "pressure", kind: "level", mean: daily(between(random, 6.2e6, 6.8e6), 80_000, 13), deviation: 30_000, digits: 0 },
      { name: "vibration", kind: "level", mean: daily(between(random, 0.002, 0.003), 0.0002, 13), deviation: 0.0001, digits: 6 },
      { name: "energy", kind: "counter", mean: daily(between(random, 1500, 4000), 300, 13), deviation: 0.05, digits: 1 },
      { name: "parts", kind: "amount", mean: daily(between(random, 2, 4), 0.4, 13), deviation: 0, digits: 0 },
    ],
  };
}

/** Twenty-five minutes of work, three of setting up for the next batch, two of rest. */
function stateAt(atMs: number): string {
  const minute = Math.floor(atMs / 60_000) % 30;
  if (minute < 25) return "running";
  return minute < 28 ? "setup" : "idle";
}

function siteOf(index: number): string {
  return SITES[index % SITES.length] ?? SITES[0];
}
