import type { PackBoard } from "../pack-board.ts";
import { bars } from "../panels/bars.ts";
import { lines } from "../panels/lines.ts";
import { stat } from "../panels/stat.ts";
import { bandOf } from "../panels/strange.ts";
import { aggregate, orOneZero } from "../queries.ts";

const FAILED = 'status=~"5.."';
const BAD = 'level=~"error|fatal|critical"';

/** For who runs the servers: errors first, then traffic and speed. */
export const logs: PackBoard = {
  pack: "logs",
  title: "Logs",
  description: "What servers and applications write down: answers, errors, speed.",
  filters: ["host", "app"],
  sections: (pack) => {
    const answers = pack.inRangeBy("access.requests", []);
    return [
      {
        title: "",
        panels: [
          stat({
            title: "Requests a second", unit: "reqps", width: 6, description: "From the access logs.",
            queries: [{ expr: pack.perSecond("access.requests", []), legend: "requests" }],
          }),
          stat({
            title: "Answers that failed", unit: "percentunit", width: 6, decimals: 2, steps: [[null, "green"], [0.01, "yellow"], [0.05, "red"]], description: "Share of the answers in the range shown with a status of 500 or more.",
            queries: [{ expr: `(${pack.inRangeBy("access.requests", [], FAILED)} or vector(0)) / ${answers}`, legend: "failed", as: "now" }],
          }),
          stat({
            title: "Errors in applications", unit: "short", width: 6, decimals: 0, steps: [[null, "green"], [1, "orange"]], description: "Lines of level error, fatal or critical in the range shown.",
            queries: [{ expr: pack.sumInRange("app.lines", BAD), legend: "errors", as: "now" }],
          }),
          stat({
            title: "Time to answer", unit: "s", width: 6, description: "Mean of the latest answers over hosts and methods.",
            queries: [{ expr: aggregate("avg", [], pack.last("access.duration")), legend: "mean" }],
          }),
        ],
      },
      {
        title: "Answers",
        panels: [
          lines({
            title: "Answers a second by status", unit: "reqps", width: 8, draw: "stacked", description: "From the access logs.",
            queries: [{ expr: pack.perSecond("access.requests", ["status"]), legend: "{{status}}" }],
          }),
          lines({
            title: "Time to answer by host", unit: "s", width: 8, description: "Mean of the latest answers.",
            queries: [{ expr: aggregate("avg", ["host"], pack.last("access.duration")), legend: "{{host}}" }],
          }),
          bandOf(pack, "answers", { title: "Answers, as expected?", width: 8, about: "Answers a minute of one status." }),
          bandOf(pack, "access.duration", { title: "Time to answer, closely", width: 12 }),
          bandOf(pack, "access.size", { title: "Size of answers, closely", width: 12 }),
        ],
      },
      {
        title: "Applications",
        panels: [
          lines({
            title: "Lines a second by level", unit: "cps", width: 8, draw: "stacked", description: "Of all applications.",
            queries: [{ expr: pack.perSecond("app.lines", ["level"]), legend: "{{level}}" }],
          }),
          bars({
            title: "Errors by application", unit: "short", width: 8, description: "Lines of level error, fatal or critical in the range shown.",
            query: { expr: orOneZero(pack.inRangeBy("app.lines", ["app"], BAD)), legend: "{{app}}" },
          }),
          bandOf(pack, "log_lines", { title: "Lines, as expected?", width: 8, about: "Lines a minute of one level." }),
          bandOf(pack, "app.duration", { title: "Duration of work, closely", width: 12 }),
          lines({
            title: "Syslog by severity", unit: "cps", width: 12, draw: "stacked", description: "Lines a second of the hosts.",
            queries: [{ expr: pack.perSecond("syslog.lines", ["severity"]), legend: "{{severity}}" }],
          }),
        ],
      },
    ];
  },
};
