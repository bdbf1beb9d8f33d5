import { compileTime } from "../mapping/time.ts";
import type { ReadTime } from "../mapping/time.ts";
import type { Arguments, Flag } from "./command.ts";
import { UsageError } from "./command.ts";

/** How times of a recording are written. */
export const TIME_FLAGS: readonly Flag[] = [
  { name: "time-format", type: "string", placeholder: "FORMAT", help: "rfc3339, epoch_s, epoch_ms, epoch_us, epoch_ns or a pattern; without it RFC 3339, epochs and yyyy-MM-dd HH:mm:ss are known" },
  { name: "time-zone", type: "string", placeholder: "ZONE", help: "of times that have none, for example Europe/London", default: "UTC" },
];

/** Reads times of a recording as the flags say; without a format also those of a wall clock. Throws UsageError, which names the command. */
export function timeReader(command: string, flags: Arguments["flags"]): ReadTime {
  const zone = String(flags["time-zone"]);
  const format = flags["time-format"];
  try {
    if (typeof format === "string") return compileTime(format, format.includes("y") ? zone : undefined);
    const auto = compileTime("auto");
    const wallClock = compileTime("yyyy-MM-dd HH:mm:ss", zone);
    // No time reads both ways: what read the last one is asked first.
    let [first, second] = [auto, wallClock];
    return (value) => {
      const ms = first(value);
      if (!Number.isNaN(ms)) return ms;
      [first, second] = [second, first];
      return first(value);
    };
  } catch (thrown) {
    const [names, given] = typeof format === "string" ? ["--time-format and --time-zone", `${format} and ${zone}`] : ["--time-zone", zone];
    throw new UsageError(`${command}: ${names} must be ${thrown instanceof Error ? thrown.message : String(thrown)}, got ${given}`);
  }
}
