// Loaded with `node --import` into a process whose event loop is watched. Node's histogram notes the time between
// two turns of a 1 ms timer natively, without a line of JavaScript. SIGUSR2 writes the longest since the last one
// to the file EDDY_BENCH_PROBE, in ms; before the file is there for the first time the signal would be deadly.
import { renameSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const file = process.env["EDDY_BENCH_PROBE"];
if (file !== undefined) {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  const write = (): void => {
    writeFileSync(`${file}.part`, String(histogram.max / 1e6));
    renameSync(`${file}.part`, file);
    histogram.reset();
  };
  process.on("SIGUSR2", write);
  write();
}
