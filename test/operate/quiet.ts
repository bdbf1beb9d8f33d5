import { pause } from "../child-server.ts";
import type { Sample } from "../system/prometheus.ts";
import type { Demo } from "./demo.ts";

/** What fired in a quiet phase, where nothing should. */
export interface Quiet {
  /** Alerts of severity warning or critical, a line each. */
  readonly falseAlerts: readonly string[];
  /** Alerts of severity info, the heartbeat excepted. */
  readonly infos: readonly string[];
  /** Onsets of anomalies, whatever came of them. */
  readonly onsets: number;
}

const UNTOLD = new Set(["__name__", "alertname", "alertstate", "job", "instance", "team"]);

function describe({ labels }: Sample): string {
  const told = Object.entries(labels).filter(([name]) => !UNTOLD.has(name));
  return `${labels["alertname"] ?? ""} ${told.map(([name, value]) => `${name}=${value}`).join(" ")}`;
}

/** Waits for so long, then tells which alerts fired meanwhile. */
export async function quietPhase({ prometheus }: Demo, lengthMs: number): Promise<Quiet> {
  await pause(lengthMs);
  const range = `${Math.round(lengthMs / 1000)}s`;
  const fired = (severity: string): Promise<Sample[]> =>
    prometheus.query(`count_over_time(ALERTS{alertstate="firing",alertname!="EddyHeartbeat",severity=~"${severity}"}[${range}])`);
  const onsets = await prometheus.value(`sum(increase(eddy_anomalies_total[${range}])) or vector(0)`);
  return { falseAlerts: (await fired("warning|critical")).map(describe), infos: (await fired("info")).map(describe), onsets: Math.round(onsets) };
}
