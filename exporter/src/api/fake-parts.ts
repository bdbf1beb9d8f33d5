import { join } from "node:path";
import type { HealthReport } from "../contract/health.ts";
import { Exposer } from "../metrics/exposer.ts";
import { fakeTable, fakeView } from "../metrics/fake-view.ts";
import { OwnMetrics } from "../metrics/own-metrics.ts";
import { ProcessMetrics } from "../metrics/process-metrics.ts";
import { systemClock } from "../model/clock.ts";
import type { Log } from "../model/log.ts";
import { AlertJournal } from "./alert-journal.ts";
import type { ApiParts } from "./exposed.ts";

/** For tests: a report with something to escape. */
export const fakeReport: HealthReport = {
  status: "ok",
  version: "1.2.3",
  parts: [{ name: "nats", status: "ok", why: "connected to <nats>", since: "2026-01-01T00:00:00Z" }],
};

/** For tests: what the resources are made from, caught up and well, with one series of 21.5 degrees; all may be replaced. */
export function fakeParts(log: Log, replaced: Partial<ApiParts> = {}): ApiParts {
  const own = new OwnMetrics("1.2.3");
  return {
    exposed: {
      version: "1.2.3",
      view: () => fakeView([fakeTable({ series: [{ labels: ["a"], value: 21.5 }] })]),
      readiness: () => "ready",
      health: () => fakeReport,
      reload: () => Promise.resolve(),
    },
    exposer: new Exposer({ clock: systemClock, limits: { maxSeries: 50_000, maxSeriesPerMetric: 10_000 }, own, process: new ProcessMetrics() }),
    log,
    lifecycle: false,
    write: false,
    alerts: new AlertJournal(systemClock),
    own,
    runbookFolder: join(__dirname, "../../../alert-rules/runbooks"),
    ...replaced,
  };
}
