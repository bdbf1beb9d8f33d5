import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compileCondition } from "./condition.ts";
import { ConditionError } from "./condition-error.ts";
import type { Measured } from "./measured.ts";

const measured = (name: string, kind: Measured["kind"], unit: string, ...labels: string[]): Measured => {
  const [stream = "", measure = ""] = kind === "kpi" ? ["shop", name] : [`shop_${name.split(".", 1).join()}`, name.slice(name.indexOf(".") + 1)];
  return { name, stream, measure, kind, unit, labels };
};
const scope = new Map([
  measured("levels.on_hand", "gauge", "units", "item", "warehouse"),
  measured("levels.reorder_point", "gauge", "units", "item", "warehouse"),
  measured("orders.large", "rate", "inr", "channel"),
  measured("orders.events", "rate", "", "channel"),
  measured("io.read", "counter", "bytes", "host"),
  measured("answers", "kpi", "", "status"),
  measured("traffic", "kpi", "", "site"),
  measured("revenue", "kpi", "inr"),
].map((one) => [one.name, one]));

const grown = (metric: string, span: string): string =>
  `(${metric} - last_over_time(${metric}[15m] offset ${span}) or (${metric} and on (job, instance) last_over_time(eddy_caught_up[15m] offset ${span}) == 1) unless last_over_time(${metric}[15m] offset ${span}))`;

describe("compileCondition", () => {
  it.each([
    { when: "levels.on_hand < 5", promql: "eddy_shop_levels_on_hand_units < 5" },
    { when: "5 > levels.on_hand", promql: "eddy_shop_levels_on_hand_units < 5" },
    { when: "levels.on_hand <= 2 * 2 + 1", promql: "eddy_shop_levels_on_hand_units <= 5" },
    { when: "levels.on_hand < 0.25 * levels.reorder_point", promql: "eddy_shop_levels_on_hand_units < (0.25 * eddy_shop_levels_reorder_point_units)" },
    { when: "levels.on_hand - levels.reorder_point < -3", promql: "(eddy_shop_levels_on_hand_units - eddy_shop_levels_reorder_point_units) < -3" },
    { when: "orders.events > 1", promql: "eddy_shop_orders_events_per_second > 1" },
    { when: "revenue > 100000", promql: "eddy_shop_revenue_inr > 100000" },
    { when: 'added(orders.large, "5m") > 100000', promql: `${grown("eddy_shop_orders_large_inr_total", "5m")} > 100000` },
    { when: 'added(io.read, "5m") > 1', promql: "increase(eddy_shop_io_read_bytes_total[5m]) > 1" },
    { when: 'per_second(io.read, "5m") > 1', promql: "rate(eddy_shop_io_read_bytes_total[5m]) > 1" },
    { when: "sum(answers) > 20", promql: "sum without (status) (eddy_shop_answers) > 20" },
    { when: "count(levels.on_hand).by(warehouse) > 20", promql: "count without (item) (eddy_shop_levels_on_hand_units) > 20" },
    { when: 'answers.where(status == "500") > 1', promql: 'eddy_shop_answers{status="500"} > 1' },
    { when: 'answers.where(status != "500" && status.startsWith("5")) > 1', promql: 'eddy_shop_answers{status!="500",status=~"5.*"} > 1' },
    { when: 'answers.where(status in ["500", "5.2"]) > 1', promql: String.raw`eddy_shop_answers{status=~"500|5\\.2"} > 1` },
    { when: 'answers.where(status.contains("a|b") && status.endsWith("x")) > 1', promql: String.raw`eddy_shop_answers{status=~".*a\\|b.*",status=~".*x"} > 1` },
    { when: 'sum(answers.where(status.startsWith("5"))) / sum(answers) > 0.05 && sum(answers) >= 20', promql: '((sum without (status) (eddy_shop_answers{status=~"5.*"}) / sum without (status) (eddy_shop_answers)) > 0.05) and (sum without (status) (eddy_shop_answers) >= 20)' },
    { when: "traffic > 2 * expected(traffic)", promql: 'eddy_shop_traffic > (2 * max without (stream, measure) (eddy_anomaly_expected{stream="shop",measure="traffic"}))' },
    { when: "score(traffic) >= 0.95 || traffic > upper(traffic)", promql: '(max without (stream, measure) (eddy_anomaly_score{stream="shop",measure="traffic"}) >= 0.95) or (eddy_shop_traffic > max without (stream, measure) (eddy_anomaly_upper{stream="shop",measure="traffic"}))' },
  ])("$when", ({ when, promql }) => {
    expect(compileCondition(when, scope).promql("")).toBe(promql);
  });

  it("puts matchers into every metric of the pack", () => {
    expect(compileCondition('levels.on_hand.where(item != "x") < levels.reorder_point', scope).promql('item="a"'))
      .toBe('eddy_shop_levels_on_hand_units{item!="x",item="a"} < eddy_shop_levels_reorder_point_units{item="a"}');
  });

  it.each([
    { when: "levels.on_hand / levels.reorder_point < 1", unit: "ratio" },
    { when: "levels.on_hand * 2 < 1", unit: "units" },
    { when: "2 / levels.on_hand < 1", unit: "" },
    { when: "count(levels.on_hand) < 1", unit: "" },
    { when: 'added(orders.large, "1m") > 1', unit: "inr" },
    { when: 'per_second(orders.large, "1m") > 1', unit: "" },
  ])("$when compares values in '$unit'", ({ when, unit }) => {
    expect(compileCondition(when, scope).value.unit).toBe(unit);
  });

  it("names all metrics that it reads, and what its value is made from", () => {
    const { metrics, value } = compileCondition("levels.on_hand < levels.reorder_point && levels.on_hand > 0", scope);
    expect(metrics).toEqual(["eddy_shop_levels_on_hand_units", "eddy_shop_levels_reorder_point_units"]);
    expect(value.of.name).toBe("levels.on_hand");
  });

  it.each([
    { when: "", rule: /^a condition in CEL \(/ },
    { when: "levels.on_hand", rule: /^a condition that compares/ },
    { when: "!(levels.on_hand < 5)", rule: /^a condition that compares/ },
    { when: "1 < 2", rule: "a condition over a measure or KPI, not over numbers alone" },
    { when: "traffic > 1 / 0", rule: "a condition over finite numbers" },
    { when: "levels.on_hnd < 5", rule: /^a condition over the pack's measures and KPIs: levels\.on_hand, .* \(there is no levels\.on_hnd\)$/, hint: "did you mean levels.on_hand?" },
    { when: "trafic > 5", rule: /there is no trafic/, hint: "did you mean traffic?" },
    { when: "summ(answers) > 5", rule: /^a condition over functions: .* \(there is no summ\)$/, hint: "did you mean sum?" },
    { when: 'answers.where(statu == "5") > 1', rule: "a condition over labels of answers: status (there is no statu)", hint: "did you mean status?" },
    { when: "answers.where(status > 5) > 1", rule: /^a condition whose where\(\) compares labels/ },
    { when: "sum(answers).by(host) > 1", rule: /there is no host/ },
    { when: "answers.by(status) > 1", rule: /^a condition with by\(\) behind sum/ },
    { when: "levels.on_hand < orders.events", rule: "a condition over values of equal labels, by sum(…).by(…) where need be (levels.on_hand has item, warehouse; orders.events has channel)" },
    { when: "traffic > 1 && revenue > 1", rule: /equal labels.*traffic has site; revenue has none/ },
    { when: "io.read > 5", rule: /^a condition that takes counter io\.read as added/ },
    { when: 'added(traffic, "5m") > 1', rule: "a condition with added() of a rate or counter (traffic is a kpi)" },
    { when: 'added(orders.large, "5s") > 1', rule: 'a condition with a duration from 1m to 1d in added(orders.large, "5m")' },
    { when: "added(orders.large) > 1", rule: /^a condition with a duration/ },
    { when: 'score(traffic, "5m") > 1', rule: /take a measure or KPI alone$/ },
    { when: 'traffic == "busy"', rule: /^a condition over measures and KPIs, like/ },
    { when: `traffic > ${"1 + ".repeat(200)}1`, rule: "a condition of 500 characters at the most" },
  ])("refuses $when", ({ when, rule, hint = "" }) => {
    expect(() => compileCondition(when, scope)).toThrow(expect.objectContaining({
      message: typeof rule === "string" ? rule : expect.stringMatching(rule), hint,
    }));
  });

  it("never throws but by the rule, whatever is written", () => {
    const word = fc.constantFrom("levels.on_hand", "traffic", "sum(", ")", ".by(", ".where(", "status", "<", "&&", "1", "'a'", ",", "in", "[", "]", "-", "!", "?", ":", "added(", "{", "}");
    fc.assert(fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      try {
        compileCondition(words.join(" "), scope);
      } catch (error) {
        expect(error).toBeInstanceOf(ConditionError);
      }
    }), { seed: 1, numRuns: 1000 });
  });
});
