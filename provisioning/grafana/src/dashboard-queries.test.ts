import { describe, expect, it } from "@jest/globals";
import type { PackOutline } from "eddy-exporter/contract";
import { dashboardQueries } from "./dashboard-queries.ts";

const measure = { stream: "shop_orders", labels: ["channel"] };
const shop: PackOutline = {
  name: "shop", streams: ["shop_orders"],
  measures: [
    { ...measure, measure: "worth", kind: "gauge", unit: "inr" },
    { ...measure, measure: "orders", kind: "rate", unit: "" },
    { ...measure, measure: "energy", kind: "counter", unit: "joules" },
    { ...measure, stream: "shop", measure: "revenue", kind: "kpi", unit: "inr" },
  ],
};
const queries = dashboardQueries([shop]);
const exprs = (dashboard: string): string[] => queries.filter((query) => query.dashboard === dashboard).map(({ expr }) => expr);

describe("dashboardQueries", () => {
  it("fills all variables in, All as .*", () => {
    expect(queries.filter(({ expr }) => /\$[A-Za-z_{]/.test(expr))).toEqual([]);
    expect(exprs("eddy-pack-shop")).toContain('sum by (channel) (eddy_shop_orders_orders_per_second{job=~".*",instance=~".*",channel=~".*"})');
  });

  it("tells which are drawn over time, and which at the end of the range", () => {
    const isOverTime = (panel: string): boolean[] => queries.filter((query) => query.dashboard === "eddy-self" && query.panel === panel).map((query) => query.isOverTime);
    expect([isOverTime("Received by stream"), isOverTime("Version"), isOverTime("variable job")]).toEqual([[true], [false], [false]]);
  });

  it("asks for the values of variables", () => {
    expect(exprs("eddy-pack-shop")).toContain('group by (channel) (eddy_series_last_event_timestamp_seconds{job=~".*",instance=~".*",stream=~"shop|shop_.+"})');
  });

  it.each([
    ["gauge", 'stream="shop_orders",measure="worth"', '__name__="eddy_shop_orders_worth_inr"'],
    ["rate", 'stream="shop_orders",measure="orders"', '__name__="eddy_shop_orders_orders_per_second"'],
    ["counter", 'stream="shop_orders",measure="energy"', '__name__="eddy_shop_orders_energy_joules_total"'],
    ["KPI", 'stream="shop",measure="revenue"', '__name__="eddy_shop_revenue_inr"'],
  ])("shows a series of a %s", (_, matchers, name) => {
    expect(exprs("eddy-series").filter((expr) => expr.includes(matchers) && expr.includes(name))).not.toEqual([]);
  });
});
