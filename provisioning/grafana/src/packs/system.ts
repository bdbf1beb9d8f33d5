import type { PackBoard } from "../pack-board.ts";
import { bars } from "../panels/bars.ts";
import { lines } from "../panels/lines.ts";
import { stat } from "../panels/stat.ts";
import { bandOf } from "../panels/strange.ts";
import { aggregate, rate, sumBy } from "../queries.ts";

/** For who runs the machine. */
export const system: PackBoard = {
  pack: "system",
  title: "Machine",
  description: "Processor, memory, disks, network and programs of the machines that publish their own metrics.",
  filters: ["host"],
  sections: (pack) => [
    {
      title: "",
      panels: [
        stat({
          title: "Processor", unit: "percentunit", width: 6, decimals: 0, steps: [[null, "green"], [0.7, "yellow"], [0.9, "red"]], description: "Share of the time that the busiest machine's processors were busy.",
          queries: [{ expr: aggregate("max", [], pack.last("cpu.usage")), legend: "busy" }],
        }),
        stat({
          title: "Waiting to run", unit: "short", width: 6, decimals: 1, description: "Processes that run or wait to run, mean of one minute.",
          queries: [{ expr: aggregate("max", [], pack.last("cpu.load")), legend: "load" }],
        }),
        stat({
          title: "Memory left", unit: "bytes", width: 6, description: "Available on the machine that has least.",
          queries: [{ expr: aggregate("min", [], pack.last("memory.available")), legend: "available" }],
        }),
        stat({
          title: "Fullest disk", unit: "percentunit", width: 6, decimals: 0, steps: [[null, "green"], [0.8, "yellow"], [0.9, "red"]], description: "Share of the fullest file system that is used.",
          queries: [{ expr: aggregate("max", [], pack.last("disk.usage")), legend: "used" }],
        }),
      ],
    },
    {
      title: "Processor and memory",
      panels: [
        lines({
          title: "Processor time", unit: "percentunit", width: 8, draw: "stacked", max: 1, description: "Share of the time spent in programs and in the kernel, mean of the machines.",
          queries: [
            { expr: aggregate("avg", [], pack.last("cpu.user")), legend: "programs" },
            { expr: aggregate("avg", [], pack.last("cpu.kernel")), legend: "kernel" },
          ],
        }),
        bandOf(pack, "cpu.usage", { title: "Processor, as expected?", width: 8 }),
        bars({
          title: "Busiest programs", unit: "percentunit", width: 8, description: "All processes of one name together; 100 % is one core.",
          query: { expr: `topk(10, ${aggregate("sum", ["process"], pack.last("process.cpu"))})`, legend: "{{process}}" },
        }),
        lines({
          title: "Memory", unit: "bytes", width: 8, draw: "stacked", description: "Used and still available, all machines together.",
          queries: [
            { expr: sumBy([], pack.last("memory.used")), legend: "used" },
            { expr: sumBy([], pack.last("memory.available")), legend: "available" },
            { expr: sumBy([], pack.last("memory.swap_used")), legend: "swapped out" },
          ],
        }),
        bandOf(pack, "memory.used", { title: "Memory, as expected?", width: 8 }),
        bars({
          title: "Largest programs", unit: "bytes", width: 8, description: "Memory of all processes of one name together.",
          query: { expr: `topk(10, ${aggregate("sum", ["process"], pack.last("process.memory"))})`, legend: "{{process}}" },
        }),
      ],
    },
    {
      title: "Disks and network",
      panels: [
        bars({
          title: "Disks", unit: "percentunit", width: 8, max: 1, steps: [[null, "green"], [0.8, "yellow"], [0.9, "red"]], description: "Share of each file system that is used.",
          query: { expr: aggregate("max", ["host", "mount"], pack.last("disk.usage")), legend: "{{host}} {{mount}}" },
        }),
        lines({
          title: "Read and written", unit: "Bps", width: 8, description: "Bytes a second from and to disks.",
          queries: [
            { expr: sumBy([], rate(pack.total("io.read"))), legend: "read" },
            { expr: sumBy([], rate(pack.total("io.written"))), legend: "written" },
          ],
        }),
        lines({
          title: "Received and sent", unit: "Bps", width: 8, description: "Bytes a second over the interfaces.",
          queries: [
            { expr: sumBy(["interface"], rate(pack.total("network.received"))), legend: "{{interface}} received" },
            { expr: sumBy(["interface"], rate(pack.total("network.sent"))), legend: "{{interface}} sent" },
          ],
        }),
        bandOf(pack, "io.written", { title: "Written, as expected?", width: 12 }),
        bandOf(pack, "network.received", { title: "Received, as expected?", width: 12 }),
      ],
    },
  ],
};
