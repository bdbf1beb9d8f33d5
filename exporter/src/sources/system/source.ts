import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import type { Clock, Timer } from "../../model/clock.ts";
import type { Outgoing } from "../nats/publisher.ts";
import type { Report } from "./collector.ts";
import { messageOf } from "./message.ts";

/** What the source needs. */
export interface SystemSourceOptions {
  readonly clock: Clock;
  /** How often processor, memory and network are read, ms, 100 to 3,600,000. */
  readonly intervalMs: number;
  /** Takes each message; what NATS can't take in time is the publisher's to bound. */
  readonly publish: (message: Outgoing) => void;
  /** Told in words for people: a look that failed, a child that died. */
  readonly onFault: (why: string) => void;
}

/** How long after a child's death the next one starts, ms. */
const RESTART_MS = 5_000;

/**
 * Publishes the machine's own metrics until `stop` is called. A child process does the looking:
 * systeminformation starts shells, partly waiting for them, and that would stall the fold.
 */
export function startSystemSource({ clock, intervalMs, publish, onFault }: SystemSourceOptions): { stop(): void } {
  const host = hostname();
  let child: ChildProcess | undefined;
  let restart: Timer | undefined;
  const start = (): void => {
    child = fork(fileURLToPath(new URL("./collector.js", import.meta.url)), [String(intervalMs)]);
    child.on("message", (report: Report) => {
      if (report.kind === "fault") onFault(`${report.subject}: ${report.why}`);
      else if (report.readings.length > 0) publish(messageOf(report, host));
    });
    child.on("error", (error) => { onFault(`the system source's process: ${error.message}`); });
    child.on("exit", (code, signal) => {
      onFault(`the system source's process ended (${signal ?? String(code)}); another one starts in ${RESTART_MS / 1000} s`);
      restart = clock.after(RESTART_MS, start);
    });
  };
  start();
  return {
    stop() {
      restart?.cancel();
      child?.removeAllListeners();
      if (child?.connected === true) child.disconnect();
    },
  };
}
