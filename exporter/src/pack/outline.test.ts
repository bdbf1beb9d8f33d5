import { expect, it } from "@jest/globals";
import { metricsOf } from "../contract/outline.ts";
import { outlinePacks } from "./outline.ts";

const yaml = `streams:
  shop:
    subject: shop.orders.{channel}
    labels: { site: $.site, channel: '{channel}' }
    measures:
      worth: { from: $.worth, unit: inr/100 }
      energy: { from: $.energy, unit: kWh, kind: counter }
      orders: { kind: rate }
    absent: true
kpis:
  revenue: { of: shop.worth, as: sum, by: [channel] }
`;

it("tells what a pack exposes, under the names that it has in an exposition", () => {
  const [shop] = outlinePacks([{ name: "shop", yaml }]);
  expect(shop).toMatchObject({ name: "shop", streams: ["shop"] });
  expect(shop?.measures.map((measure) => [measure.measure, measure.labels.join(), metricsOf(measure).judged.name, metricsOf(measure).total?.name])).toEqual([
    ["energy", "channel,site", "eddy_shop_energy_joules_total", undefined],
    ["orders", "channel,site", "eddy_shop_orders_per_second", "eddy_shop_orders_total"],
    ["worth", "channel,site", "eddy_shop_worth_inr", undefined],
    ["absent", "", "eddy_shop_absent_seconds", undefined],
    ["revenue", "channel", "eddy_shop_revenue_inr", undefined],
  ]);
});

it("throws the faults of packs", () => {
  expect(() => outlinePacks([{ name: "shop", yaml: "streams: { a: { subject: shop.a } }" }])).toThrow(/measures/);
});
