import type { PackBoard } from "../pack-board.ts";
import { bars } from "../panels/bars.ts";
import { lines } from "../panels/lines.ts";
import { stat } from "../panels/stat.ts";
import { bandOf } from "../panels/strange.ts";
import { aggregate, orOneZero, orZero, sumBy } from "../queries.ts";

/** For who runs the shop: what was sold, paid, given back, and who came. */
export const business: PackBoard = {
  pack: "business",
  title: "Sales",
  description: "Revenue, orders, payments, refunds, carts, customers, leads and campaigns of the shop.",
  filters: ["channel", "sales_region", "category"],
  sections: (pack) => {
    const paid = pack.inRangeBy("payments.events", [], 'outcome="authorised"');
    const tried = pack.inRangeBy("payments.events", []);
    return [
      {
        title: "",
        panels: [
          stat({
            title: "Revenue a minute", unit: "currencyINR", width: 4, decimals: 0, description: "Value of all orders of the last full minute, in rupees.",
            queries: [{ expr: sumBy([], pack.last("revenue")), legend: "revenue" }],
          }),
          stat({
            title: "Orders", unit: "short", width: 4, decimals: 0, description: "Orders in the range shown.",
            queries: [{ expr: pack.sumInRange("orders.events"), legend: "orders", as: "now" }],
          }),
          stat({
            title: "Large orders", unit: "short", width: 4, decimals: 0, description: "Orders above ₹10,000 in the range shown: gifts for a whole office, or a stolen card.",
            queries: [{ expr: pack.sumInRange("orders.large"), legend: "large orders", as: "now" }],
          }),
          stat({
            title: "Discounts given", unit: "currencyINR", width: 4, decimals: 0, description: "In the range shown.",
            queries: [{ expr: pack.sumInRange("orders.discount"), legend: "discounts", as: "now" }],
          }),
          stat({
            title: "Payments that went through", unit: "percentunit", width: 4, decimals: 1, steps: [[null, "red"], [0.8, "yellow"], [0.9, "green"]],
            description: "Share of the attempts to pay in the range shown that were authorised.",
            queries: [{ expr: `${paid} / ${tried}`, legend: "authorised", as: "now" }],
          }),
          stat({
            title: "Refunded in five minutes", unit: "currencyINR", width: 4, decimals: 0, description: "Money given back in the last full five minutes.",
            queries: [{ expr: orZero(sumBy([], pack.last("refunded"))), legend: "refunded" }],
          }),
        ],
      },
      {
        title: "What is sold",
        panels: [
          lines({
            title: "Revenue a minute by region", unit: "currencyINR", width: 12, draw: "stacked", description: "Value of the orders of each full minute.",
            queries: [{ expr: sumBy(["sales_region"], pack.last("revenue")), legend: "{{sales_region}}" }],
          }),
          lines({
            title: "Orders a minute by channel", unit: "short", width: 12, draw: "stacked", description: "Orders of the web and of the counters.",
            queries: [{ expr: pack.perMinute("orders.events", ["channel"]), legend: "{{channel}}" }],
          }),
          bars({
            title: "Best categories", unit: "short", width: 8, description: "Orders in the range shown by category, the ten best.",
            query: { expr: `topk(10, ${pack.inRangeBy("orders.events", ["category"])})`, legend: "{{category}}" },
          }),
          bandOf(pack, "revenue", { title: "Revenue, as expected?", width: 8, about: "Revenue a minute of one region and channel, in rupees." }),
          bandOf(pack, "sales", { title: "Orders, as expected?", width: 8, about: "Orders a minute of one channel." }),
        ],
      },
      {
        title: "Money",
        panels: [
          lines({
            title: "Attempts to pay a minute", unit: "short", width: 8, draw: "stacked", description: "By outcome: authorised, declined by the bank, or an error.",
            queries: [{ expr: pack.perMinute("payments.events", ["outcome"]), legend: "{{outcome}}" }],
          }),
          lines({
            title: "Time to pay", unit: "s", width: 8, description: "Mean duration of the latest payments by method.",
            queries: [{ expr: aggregate("avg", ["method"], pack.last("payments.duration")), legend: "{{method}}" }],
          }),
          bandOf(pack, "payment_attempts", { title: "Attempts to pay, as expected?", width: 8, about: "Attempts to pay a minute of one outcome." }),
          bars({
            title: "Why money was given back", unit: "short", width: 12, description: "Refunds in the range shown by reason.",
            query: { expr: orOneZero(pack.inRangeBy("refunds.events", ["reason"])), legend: "{{reason}}" },
          }),
          bandOf(pack, "refunded", { title: "Refunds, as expected?", width: 12, about: "Money given back in five minutes, in rupees." }),
        ],
      },
      {
        title: "Carts and customers",
        panels: [
          lines({
            title: "Carts a minute", unit: "short", width: 8, description: "Carts created, checked out and abandoned.",
            queries: [{ expr: sumBy(["action"], pack.last("cart_actions")), legend: "{{action}}" }],
          }),
          stat({
            title: "Carts abandoned", unit: "percentunit", width: 4, height: 8, decimals: 0, description: "Carts abandoned for each one that ended, in the range shown.",
            queries: [{
              expr: `${pack.inRangeBy("carts.events", [], 'action="abandoned"')} / ${pack.inRangeBy("carts.events", [], 'action=~"abandoned|checked_out"')}`,
              legend: "abandoned", as: "now",
            }],
          }),
          bars({
            title: "Customers by segment", unit: "short", width: 6, description: "What customers did in the range shown, by segment.",
            query: { expr: orOneZero(pack.inRangeBy("customers.events", ["segment", "action"])), legend: "{{segment}} {{action}}" },
          }),
          bars({
            title: "Subscriptions", unit: "short", width: 6, description: "Started, renewed and cancelled in the range shown, by plan.",
            query: { expr: orOneZero(pack.inRangeBy("subscriptions.events", ["plan", "action"])), legend: "{{plan}} {{action}}" },
          }),
          bandOf(pack, "cart_actions", { title: "Carts, as expected?", width: 12, about: "Carts a minute of one kind of action." }),
          lines({
            title: "Worth of subscriptions in five minutes", unit: "currencyINR", width: 12, draw: "bars", description: "Monthly value of the subscriptions started, renewed and cancelled.",
            queries: [{ expr: orOneZero(sumBy(["action"], pack.last("subscription_value"))), legend: "{{action}}" }],
          }),
        ],
      },
      {
        title: "Leads and campaigns",
        panels: [
          bars({
            title: "Leads by stage", unit: "short", width: 6, description: "Leads that reached each stage in the range shown.",
            query: { expr: orOneZero(pack.inRangeBy("leads.events", ["lead_stage"])), legend: "{{lead_stage}}" },
          }),
          bars({
            title: "Leads by source", unit: "short", width: 6, description: "Where leads came from in the range shown.",
            query: { expr: orOneZero(pack.inRangeBy("leads.events", ["lead_source"])), legend: "{{lead_source}}" },
          }),
          bars({
            title: "Spent on campaigns", unit: "currencyINR", width: 6, description: "In the range shown, by campaign.",
            query: { expr: orOneZero(pack.inRangeBy("campaigns.spent", ["campaign"])), legend: "{{campaign}}" },
          }),
          stat({
            title: "Letters read", unit: "percentunit", width: 6, height: 8, decimals: 1, description: "Opened for each one sent, and clicked for each one opened, in the range shown.",
            queries: [
              { expr: `${pack.inRangeBy("campaigns.opened", [])} / ${pack.inRangeBy("campaigns.sent", [])} or vector(0)`, legend: "opened", as: "now" },
              { expr: `${pack.inRangeBy("campaigns.clicked", [])} / ${pack.inRangeBy("campaigns.opened", [])} or vector(0)`, legend: "clicked", as: "now" },
            ],
          }),
        ],
      },
    ];
  },
};
