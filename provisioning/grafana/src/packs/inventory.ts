import type { PackBoard } from "../pack-board.ts";
import { bars } from "../panels/bars.ts";
import { lines } from "../panels/lines.ts";
import { stat } from "../panels/stat.ts";
import { bandOf } from "../panels/strange.ts";
import { aggregate, orOneZero, orZero, sumBy } from "../queries.ts";

/** For who keeps the warehouses: what runs out, what moves, what was ordered. */
export const inventory: PackBoard = {
  pack: "inventory",
  title: "Stock",
  description: "What lies in the warehouses, what runs out, what comes and goes, what was ordered anew.",
  filters: ["warehouse", "category", "item"],
  sections: (pack) => [
    {
      title: "",
      panels: [
        stat({
          title: "Time to order", unit: "short", width: 5, description: "Items at or below their reorder point, counted in each warehouse.", steps: [[null, "green"], [1, "orange"]],
          queries: [{ expr: orZero(sumBy([], `${pack.last("levels.cover")} <= bool 1`)), legend: "items" }],
        }),
        stat({
          title: "Out of stock", unit: "short", width: 5, description: "Items of which nothing is left, counted in each warehouse.", steps: [[null, "green"], [1, "red"]],
          queries: [{ expr: orZero(sumBy([], `${pack.last("levels.on_hand")} == bool 0`)), legend: "items" }],
        }),
        stat({
          title: "Units on hand", unit: "short", width: 5, decimals: 0, description: "All units in the warehouses.",
          queries: [{ expr: sumBy([], pack.last("levels.on_hand")), legend: "units" }],
        }),
        stat({
          title: "Sold", unit: "currencyINR", width: 5, decimals: 0, description: "What left the warehouses as sales in the range shown, at the price of sale.",
          queries: [{ expr: pack.sumInRange("movements.moved_value", 'reason="sale"'), legend: "sold", as: "now" }],
        }),
        stat({
          title: "Purchases of the last hour", unit: "currencyINR", width: 4, decimals: 0, description: "Cost of what was ordered anew in the last full hour.",
          queries: [{ expr: orZero(sumBy([], pack.last("purchases"))), legend: "purchases" }],
        }),
      ],
    },
    {
      title: "What runs out",
      panels: [
        bars({
          title: "Nearest to running out", unit: "suffix:×", width: 12, height: 10, steps: [[null, "red"], [1, "orange"], [1.5, "green"]],
          description: "Units on hand as a multiple of the reorder point: at 1 it is time to order. The fifteen lowest.",
          query: { expr: `bottomk(15, ${aggregate("min", ["item", "warehouse"], pack.last("levels.cover"))})`, legend: "{{item}}, {{warehouse}}" },
        }),
        bandOf(pack, "levels.on_hand", { title: "Units on hand, as expected?", width: 12, about: "Units of one item in one warehouse." }),
        lines({
          title: "Units on hand by category", unit: "short", width: 12, draw: "stacked", description: "All warehouses together.",
          queries: [{ expr: sumBy(["category"], pack.last("levels.on_hand")), legend: "{{category}}" }],
        }),
        lines({
          title: "Units on hand by warehouse", unit: "short", width: 12, draw: "stacked", description: "All categories together.",
          queries: [{ expr: sumBy(["warehouse"], pack.last("levels.on_hand")), legend: "{{warehouse}}" }],
        }),
      ],
    },
    {
      title: "What moves",
      panels: [
        lines({
          title: "Units moved a minute", unit: "short", width: 8, draw: "stacked", description: "By direction and reason: sales, returns, deliveries, losses.",
          queries: [{ expr: pack.perMinute("movements.moved", ["direction", "reason"]), legend: "{{direction}}: {{reason}}" }],
        }),
        bandOf(pack, "units_moved", { title: "Units moved, as expected?", width: 8, about: "Units moved a minute in one direction and for one reason." }),
        bars({
          title: "Lost", unit: "short", width: 8, description: "Units lost in the range shown, by warehouse.",
          query: { expr: orOneZero(pack.inRangeBy("movements.moved", ["warehouse"], 'reason="loss"')), legend: "{{warehouse}}" },
        }),
      ],
    },
    {
      title: "What was ordered",
      panels: [
        bars({
          title: "Orders to suppliers", unit: "short", width: 8, description: "In the range shown, by warehouse.",
          query: { expr: orOneZero(pack.inRangeBy("reorders.events", ["warehouse"])), legend: "{{warehouse}}" },
        }),
        lines({
          title: "Time until delivery", unit: "s", width: 8, description: "What suppliers promised with the latest order of each warehouse.",
          queries: [{ expr: orOneZero(aggregate("avg", ["warehouse"], pack.last("reorders.lead_time"))), legend: "{{warehouse}}" }],
        }),
        lines({
          title: "Cost of the latest order", unit: "currencyINR", width: 8, description: "By warehouse.",
          queries: [{ expr: orOneZero(aggregate("max", ["warehouse"], pack.last("reorders.cost"))), legend: "{{warehouse}}" }],
        }),
      ],
    },
  ],
};
