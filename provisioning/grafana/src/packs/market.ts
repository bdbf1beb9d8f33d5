import type { PackBoard } from "../pack-board.ts";
import { bars } from "../panels/bars.ts";
import { lines } from "../panels/lines.ts";
import { stat } from "../panels/stat.ts";
import { bandOf } from "../panels/strange.ts";
import { aggregate, orZero, sumBy } from "../queries.ts";

/** For who trades: prices, turnover, and who wants in or out. */
export const market: PackBoard = {
  pack: "market",
  title: "Market",
  description: "Prices, spreads, turnover and orders of the shares traded.",
  filters: ["sector", "symbol"],
  sections: (pack) => [
    {
      title: "",
      panels: [
        stat({
          title: "Shares traded", unit: "short", width: 6, description: "In the range shown.",
          queries: [{ expr: pack.sumInRange("ticks.volume"), legend: "shares", as: "now" }],
        }),
        stat({
          title: "Symbols that rose", unit: "short", width: 6, description: "Symbols whose price is above that of five minutes ago, or of the time since which it is known.",
          queries: [{ expr: orZero(sumBy([], `delta(${pack.last("ticks.price")}[5m]) > bool 0`)), legend: "rose" }],
        }),
        stat({
          title: "Widest spread", unit: "percentunit", width: 6, decimals: 2, description: "Between bid and ask, as a share of the price.",
          queries: [{ expr: aggregate("max", [], pack.last("ticks.spread")), legend: "widest" }],
        }),
        stat({
          title: "Buyers or sellers", unit: "short", width: 6, decimals: 2, steps: [[null, "red"], [-0.2, "text"], [0.2, "green"]], description: "Mean of the sectors: from -1 (only sellers) to 1 (only buyers).",
          queries: [{ expr: aggregate("avg", [], pack.last("flow.imbalance")), legend: "imbalance" }],
        }),
      ],
    },
    {
      title: "Prices",
      panels: [
        lines({
          title: "Price against its mean", unit: "percentunit", width: 12, description: "Each price as a share of its mean in the range shown, so that cheap and dear shares compare.",
          queries: [{ expr: `${aggregate("avg", ["symbol"], pack.last("ticks.price"))} / ${aggregate("avg", ["symbol"], `avg_over_time(${pack.last("ticks.price")}[$__range] @ end())`)} - 1`, legend: "{{symbol}}" }],
        }),
        bandOf(pack, "ticks.price", { title: "Price, as expected?", width: 12, about: "Price of one symbol." }),
        bandOf(pack, "ticks.spread", { title: "Spread, as expected?", width: 12, about: "Between bid and ask, as a share of the price." }),
        bars({
          title: "Most traded", unit: "short", width: 12, description: "Shares traded in the range shown, the ten busiest symbols.",
          query: { expr: `topk(10, ${pack.inRangeBy("ticks.volume", ["symbol"])})`, legend: "{{symbol}}" },
        }),
      ],
    },
    {
      title: "Orders",
      panels: [
        lines({
          title: "Shares ordered a minute", unit: "short", width: 8, description: "Bought, sold and taken back.",
          queries: [
            { expr: pack.perMinute("flow.bought", []), legend: "bought" },
            { expr: pack.perMinute("flow.sold", []), legend: "sold" },
            { expr: pack.perMinute("flow.cancelled", []), legend: "taken back" },
          ],
        }),
        lines({
          title: "Buyers or sellers by sector", unit: "short", width: 8, min: -1, max: 1, description: "From -1 (only sellers) to 1 (only buyers).",
          queries: [{ expr: aggregate("avg", ["sector"], pack.last("flow.imbalance")), legend: "{{sector}}" }],
        }),
        bandOf(pack, "turnover", { title: "Turnover, as expected?", width: 8, about: "Shares traded a minute in one sector." }),
      ],
    },
  ],
};
