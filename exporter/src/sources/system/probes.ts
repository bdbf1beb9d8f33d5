import { availableParallelism, loadavg, platform, totalmem } from "node:os";
import { currentLoad, fsSize, fsStats, mem, networkInterfaces, networkStats, processes } from "systeminformation";
import type { Reading } from "./readings.ts";
import { cpuReading, diskReadings, interfaceNames, ioReading, memoryReading, networkReadings, processReadings } from "./readings.ts";

/** One way of looking at the machine. */
export interface Probe {
  readonly subject: string;
  /** Shortest time between two looks, ms; the interval of the settings where that is longer. */
  readonly leastMs: number;
  read(): Promise<Reading[]>;
}

const CPU_SCALE = platform() === "linux" ? 1 : 1 / availableParallelism();

/** Cost on two cores, children included: cpu 7 ms a look, memory 2, network 10 an interface, io 13, disk 5, processes 95. */
export const PROBES: readonly Probe[] = [
  { subject: "system.cpu", leastMs: 1_000, read: async () => cpuReading(await currentLoad(), loadavg()[0] ?? 0) },
  { subject: "system.memory", leastMs: 1_000, read: async () => memoryReading(await mem()) },
  { subject: "system.network", leastMs: 1_000, read: async () => networkReadings(await networkStats(await namesOfInterfaces())) },
  { subject: "system.io", leastMs: 5_000, read: async () => ioReading(await fsStats()) },
  { subject: "system.disk", leastMs: 10_000, read: async () => diskReadings(await fsSize()) },
  { subject: "system.process", leastMs: 10_000, read: async () => processReadings((await processes()).list, totalmem(), CPU_SCALE) },
];

/** Listed once: interfaces that come later are told of after the next start. */
async function namesOfInterfaces(): Promise<string> {
  names ??= networkInterfaces().then((found) => interfaceNames(Array.isArray(found) ? found : [found]).join(","));
  return names;
}
let names: Promise<string> | undefined;
