import { describe, expect, it } from "@jest/globals";
import type { Systeminformation } from "systeminformation";
import { messageOf } from "./message.ts";
import { diskReadings, interfaceNames, networkReadings, processReadings } from "./readings.ts";

function running(name: string, cpu: number, memRss: number): Systeminformation.ProcessesProcessData {
  return {
    name, cpu, memRss, pid: 1, parentPid: 0, cpuu: 0, cpus: 0, mem: 0, priority: 0, memVsz: 0, nice: 0, started: "", state: "", tty: "", user: "", command: "", params: "", path: "",
  };
}

describe("processReadings", () => {
  it("adds up processes of one name", () => {
    expect(processReadings([running("node", 10, 100), running("node", 15, 300)], 1e9, 1)).toEqual([
      { process: "node", cpu: 0.25, memory: 409_600 },
    ]);
  });

  it("tells the ten that need most of either, most first", () => {
    const many = Array.from({ length: 15 }, (_, i) => running(`p${i}`, i, 0));
    const names = processReadings([...many, running("large", 0, 900_000)], 1_000_000 * 1024, 1).map(({ process }) => process);
    expect(names).toEqual(["large", "p14", "p13", "p12", "p11", "p10", "p9", "p8", "p7", "p6"]);
  });

  it("leaves out what needs nothing, and scales the processor", () => {
    expect(processReadings([running("kthreadd", 0, 0), running("busy", 100, 0)], 1e9, 0.5)).toEqual([{ process: "busy", cpu: 0.5, memory: 0 }]);
  });
});

describe("diskReadings", () => {
  it("leaves out what can't be written to or has no size", () => {
    const disk = { fs: "", type: "", size: 100, used: 25, available: 75, use: 25, mount: "/", rw: true };
    expect(diskReadings([disk, { ...disk, mount: "/snap", rw: false }, { ...disk, mount: "/proc", size: 0 }])).toEqual([
      { mount: "/", used: 25, usage: 0.25 },
    ]);
  });
});

describe("interfaces", () => {
  it("are those of the machine, not of its containers", () => {
    expect(interfaceNames([{ iface: "lo" }, { iface: "eth0" }, { iface: "veth12ab" }, { iface: "docker0" }])).toEqual(["lo", "eth0"]);
  });

  it("tell bytes both ways", () => {
    const stats = { iface: "eth0", operstate: "up", rx_bytes: 7, rx_dropped: 0, rx_errors: 0, tx_bytes: 9, tx_dropped: 0, tx_errors: 0, rx_sec: 0, tx_sec: 0, ms: 0 };
    expect(networkReadings([stats])).toEqual([{ interface: "eth0", received: 7, sent: 9 }]);
  });
});

describe("messageOf", () => {
  it("writes a line for each reading and an id that names the moment", () => {
    expect(messageOf({ subject: "system.disk", atMs: 0, readings: [{ mount: "/", used: 1 }, { mount: "/home", used: 2 }] }, "box")).toEqual({
      subject: "system.disk",
      id: "system.disk-box-0",
      payload: '{"time":"1970-01-01T00:00:00.000Z","host":"box","mount":"/","used":1}\n{"time":"1970-01-01T00:00:00.000Z","host":"box","mount":"/home","used":2}',
    });
  });
});
