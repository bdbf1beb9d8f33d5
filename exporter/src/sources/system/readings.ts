import type { Systeminformation } from "systeminformation";

/** What is published of one thing at one moment, without host and time: a record of the system pack. */
export type Reading = Readonly<Record<string, string | number>>;

/** Programs told of at once. */
const MAX_PROGRAMS = 10;
/** Interfaces told of at the most: containers make one each. */
const MAX_INTERFACES = 8;
const CONTAINER_INTERFACE = /^(veth|br-|docker|virbr|cni|cali|flannel)/;

/** Share of all cores that is busy, by whom; `load` is the mean over a minute of what runs or waits. */
export function cpuReading(load: Systeminformation.CurrentLoadData, loadOfMinute: number): Reading[] {
  return [{
    usage: ratio(load.currentLoad), user: ratio(load.currentLoadUser + load.currentLoadNice), kernel: ratio(load.currentLoadSystem), load: loadOfMinute,
  }];
}

/** Bytes; what caches hold counts as available. */
export function memoryReading({ active, available, swapused }: Systeminformation.MemData): Reading[] {
  return [{ used: active, available, swap_used: swapused }];
}

/** One reading a file system that can be written to. */
export function diskReadings(disks: readonly Systeminformation.FsSizeData[]): Reading[] {
  return disks.filter(({ size, rw }) => size > 0 && rw !== false).map(({ mount, used, use }) => ({ mount, used, usage: ratio(use) }));
}

/** Bytes since the machine was started, all disks together. */
export function ioReading({ rx, wx }: Systeminformation.FsStatsData): Reading[] {
  return [{ read: rx, written: wx }];
}

/** Names of the interfaces worth telling of. */
export function interfaceNames(interfaces: readonly { readonly iface: string }[]): string[] {
  return interfaces.map(({ iface }) => iface).filter((name) => !CONTAINER_INTERFACE.test(name)).slice(0, MAX_INTERFACES);
}

/** Bytes since the interface came up. */
export function networkReadings(interfaces: readonly Systeminformation.NetworkStatsData[]): Reading[] {
  return interfaces.map(({ iface, rx_bytes, tx_bytes }) => ({ interface: iface, received: rx_bytes, sent: tx_bytes }));
}

/**
 * All processes of one name together, the ten that need most of processor or memory. `cpu` is a share of all
 * cores; `cpuScale` makes it one: systeminformation tells percent of one core on some systems.
 */
export function processReadings(processes: readonly Systeminformation.ProcessesProcessData[], memoryBytes: number, cpuScale: number): Reading[] {
  const programs = new Map<string, { cpu: number; memory: number }>();
  for (const { name, cpu, memRss } of processes) {
    const program = programs.get(name) ?? { cpu: 0, memory: 0 };
    program.cpu += ratio(cpu) * cpuScale;
    program.memory += memRss * 1024;
    programs.set(name, program);
  }
  const need = ({ cpu, memory }: { cpu: number; memory: number }): number => Math.max(cpu, memory / memoryBytes);
  return [...programs]
    .filter(([name, program]) => name !== "" && need(program) > 0)
    .sort(([, one], [, other]) => need(other) - need(one))
    .slice(0, MAX_PROGRAMS)
    .map(([process, { cpu, memory }]) => ({ process, cpu, memory }));
}

function ratio(percent: number): number {
  return percent / 100;
}
