/* eslint-disable @typescript-eslint/no-deprecated -- Grafana's file provisioning doesn't take schema v2 yet, so classic JSON it is; this is the only place that knows. */
import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";

/** A dashboard in Grafana's classic JSON. */
export type ClassicDashboard = Dashboard;

/** Begins one. */
export function classicDashboard(title: string): DashboardBuilder {
  return new DashboardBuilder(title);
}
