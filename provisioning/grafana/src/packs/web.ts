import type { PackBoard } from "../pack-board.ts";
import { bars } from "../panels/bars.ts";
import { lines } from "../panels/lines.ts";
import { stat } from "../panels/stat.ts";
import { bandOf } from "../panels/strange.ts";
import { aggregate, orOneZero, orZero, sumBy } from "../queries.ts";

/** For who runs the site: who comes, from where, how far they get. */
export const web: PackBoard = {
  pack: "web",
  title: "Web site",
  description: "Visits, pages and goals of the site, and how fast it is.",
  filters: ["site", "device", "source"],
  sections: (pack) => {
    const visits = pack.inRangeBy("sessions.events", []);
    return [
      {
        title: "",
        panels: [
          stat({
            title: "Pages a minute", unit: "short", width: 5, decimals: 0, description: "Pages seen in the last full minute.",
            queries: [{ expr: sumBy([], pack.last("traffic")), legend: "pages" }],
          }),
          stat({
            title: "Visits", unit: "short", width: 5, decimals: 0, description: "Visits that ended in the range shown.",
            queries: [{ expr: pack.sumInRange("sessions.events"), legend: "visits", as: "now" }],
          }),
          stat({
            title: "Visits that bought", unit: "percentunit", width: 5, decimals: 1, description: "Share of the visits in the range shown that ended with a purchase.",
            queries: [{ expr: `${pack.inRangeBy("sessions.converted", [])} / ${visits}`, legend: "bought", as: "now" }],
          }),
          stat({
            title: "Visits of one page", unit: "percentunit", width: 5, decimals: 0, description: "Share of the visits in the range shown that ended with the first page.",
            queries: [{ expr: `${pack.inRangeBy("sessions.bounced", [])} / ${visits}`, legend: "bounced", as: "now" }],
          }),
          stat({
            title: "Worth of a purchase", unit: "currencyINR", width: 4, decimals: 0, description: "Mean of the latest purchases by source.",
            queries: [{ expr: orZero(aggregate("avg", [], pack.last("conversions.worth", 'goal="purchase"'))), legend: "worth" }],
          }),
        ],
      },
      {
        title: "Who comes",
        panels: [
          lines({
            title: "Visits a minute by source", unit: "short", width: 8, draw: "stacked", description: "What brought the visitors.",
            queries: [{ expr: sumBy(["source"], pack.last("visits")), legend: "{{source}}" }],
          }),
          lines({
            title: "Pages a minute by kind", unit: "short", width: 8, draw: "stacked", description: "Kinds of pages that were seen.",
            queries: [{ expr: pack.perMinute("views.events", ["page_group"]), legend: "{{page_group}}" }],
          }),
          bars({
            title: "Devices", unit: "short", width: 8, description: "Pages seen in the range shown, by device.",
            query: { expr: pack.inRangeBy("views.events", ["device"]), legend: "{{device}}" },
          }),
          bandOf(pack, "traffic", { title: "Traffic, as expected?", width: 12, about: "Pages a minute of one site." }),
          bandOf(pack, "visits", { title: "Visits, as expected?", width: 12, about: "Visits a minute of one source." }),
        ],
      },
      {
        title: "How far they get",
        panels: [
          lines({
            title: "Goals a minute", unit: "short", width: 8, description: "Carts filled and purchases made.",
            queries: [{ expr: sumBy(["goal"], pack.last("goals")), legend: "{{goal}}" }],
          }),
          bars({
            title: "Purchases by source", unit: "short", width: 8, description: "In the range shown.",
            query: { expr: orOneZero(pack.inRangeBy("conversions.events", ["source"], 'goal="purchase"')), legend: "{{source}}" },
          }),
          bandOf(pack, "goals", { title: "Goals, as expected?", width: 8, about: "Goals a minute of one kind." }),
        ],
      },
      {
        title: "How fast it is",
        panels: [
          lines({
            title: "Time until a page is shown", unit: "s", width: 12, description: "Mean of the latest views by kind of page.",
            queries: [{ expr: aggregate("avg", ["page_group"], pack.last("views.load_time")), legend: "{{page_group}}" }],
          }),
          bandOf(pack, "views.load_time", { title: "Time until a page is shown, closely", width: 12 }),
        ],
      },
    ];
  },
};
