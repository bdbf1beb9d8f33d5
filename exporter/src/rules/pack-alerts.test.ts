import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { checkPlan } from "../pack/compile.ts";
import { DEFAULT_FOLD_SETTINGS } from "../pack/fold-text.ts";
import { packRules } from "./pack-alerts.ts";
import type { RuleLinks } from "./rule.ts";
import { ruleFileText } from "./rule-file.ts";

const LINKS: RuleLinks = { prometheus: "https://prom.example", runbooks: "https://wiki.example", job: "eddy" };
const PACK = `streams:
  tank:
    subject: plant.tank.{tank}
    labels: { tank: '{tank}' }
    measures:
      level: { from: $.level, unit: ratio }
      heat: { from: $.heat, unit: celsius }
      worth: { from: $.worth, unit: inr/100 }
      sound: { from: $.sound, unit: decibels }
      full: { from: $.full, unit: bytes }
      drawn: { from: $.drawn, unit: litres, kind: rate, every: 1m }
alerts:
  A:
    when: WHEN
    severity: info
    for: FOR
    summary: A tank.
`;

interface Rule {
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The one rule of an alert, as Prometheus reads it. */
function ruleOf(when: string, more = "", duration = "0s", links: RuleLinks = LINKS): Rule {
  const { alerts } = checkPlan({ packs: [{ name: "plant", yaml: PACK.replace("WHEN", when).replace("FOR", duration) + more }], settings: DEFAULT_FOLD_SETTINGS });
  const file = packRules("plant", alerts);
  const { groups } = parse(file === undefined ? "" : ruleFileText(file, links)) as { readonly groups: readonly [{ readonly rules: readonly [Rule] }] };
  return groups[0].rules[0];
}

describe("the rule of a pack's alert", () => {
  it("is about the stream and measure that its condition begins with", () => {
    expect(ruleOf("tank.level < 0.1")).toMatchObject({ expr: "eddy_plant_tank_level_ratio < 0.1", labels: { severity: "info", team: "operations", stream: "plant_tank", measure: "level" } });
  });

  it.each([
    { when: "tank.level < 0.1", expected: undefined }, { when: 'added(tank.drawn, "1m") > 5', expected: "3m" },
  ])("keeps $when firing for $expected", ({ when, expected }) => {
    expect(ruleOf(when).keep_firing_for).toBe(expected);
  });

  it.each([
    { duration: "0s", expected: undefined }, { duration: "90s", expected: "90s" }, { duration: "60s", expected: "1m" }, { duration: "48h", expected: "2d" }, { duration: "1500ms", expected: "1500ms" },
  ])("waits for $duration as $expected", ({ duration, expected }) => {
    expect(ruleOf("tank.level < 0.1", "", duration).for).toBe(expected);
  });

  it.each([
    { when: "tank.level < 0.1", text: "tank.level is {{ $value | humanizePercentage }}, where {{ 0.1 | humanizePercentage }} is the limit" },
    { when: "tank.heat > 40", text: 'tank.heat is {{ printf "%.1f" ($value) }} °C, where 40 °C is the limit' },
    { when: "tank.full > 40", text: "tank.full is {{ $value | humanize1024 }}B, where {{ 40 | humanize1024 }}B is the limit" },
    { when: "tank.sound > 40", text: "tank.sound is {{ $value | humanize }} decibels, where {{ 40 | humanize }} decibels is the limit" },
    { when: "tank.worth > 12345678", text: "where ₹1,23,45,678 is the limit" },
  ])("says of $when: $text", ({ when, text }) => {
    const { description = "" } = ruleOf(when).annotations;
    expect(description).toContain(text);
    expect(description).toContain(`Raised when ${when}.`);
  });

  it("asks for a limit that is measured", () => {
    expect(ruleOf("tank.heat > 2 * tank.heat").annotations["description"])
      .toContain('where {{ with printf "(2 * eddy_plant_tank_heat_celsius{%[1]s})" $of | query }}{{ printf "%.1f" (. | first | value) }} °C{{ else }}unknown{{ end }} is the limit');
  });

  it("says what its author wrote", () => {
    const { description } = ruleOf("tank.heat > 40", "    description: 'Tank {tank}: {value}, at most {limit}.'\n").annotations;
    expect(description).toContain('Tank {{ $labels.tank }}: {{ printf "%.1f" ($value) }} °C, at most 40 °C. It has been so for');
  });

  it.each([
    { more: "", expected: "https://wiki.example/A.md" },
    { more: "    runbook: tanks/low.md\n", expected: "https://wiki.example/tanks/low.md" },
    { more: "    runbook: https://other.example/x\n", expected: "https://other.example/x" },
  ])("leads to $expected", ({ more, expected }) => {
    const { annotations } = ruleOf("tank.heat > 40", more);
    expect(annotations["runbook_url"]).toBe(expected);
    expect(annotations["link"]).toContain("https://prom.example/graph?g0.expr={{ printf \"eddy_plant_tank_heat_celsius{%[1]s}\" $of | urlquery }}");
  });

  it("leads to the dashboard of the series where there is Grafana", () => {
    const { link } = ruleOf("tank.heat > 40", "", "0s", { ...LINKS, grafana: "https://graf.example" }).annotations;
    expect(link).toContain("}}https://graf.example/d/eddy-series?var-stream=plant_tank&var-measure=heat&var-labels={{ $of | urlquery }}");
    expect(link).toContain('(match "^(__name__|exported_.+|job|instance|stream|measure)$" $name)');
  });
});
