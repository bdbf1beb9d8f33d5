import { describe, expect, it } from "@jest/globals";
import { checkPlan } from "../compile.ts";
import { PackError } from "../faults.ts";
import { DEFAULT_FOLD_SETTINGS } from "../fold-text.ts";
import type { AlertPlan } from "./compile-alert.ts";

const PACK = `streams:
  tank:
    subject: plant.tank.{tank}
    labels: { tank: '{tank}', severity: $.severity }
    measures: { level: { from: $.level, unit: ratio } }
kpis:
  messages: { of: tank, as: count, by: [tank] }
alerts:
`;
const alert = (...lines: readonly string[]): string => `${PACK}  TankLow:\n${lines.map((line) => `    ${line}\n`).join("")}`;
const SOUND = ["when: messages < 5", "severity: warning", "summary: A tank is quiet."];

function compiled(...packs: readonly (readonly [string, string])[]): readonly AlertPlan[] {
  return checkPlan({ packs: packs.map(([name, yaml]) => ({ name, yaml })), settings: DEFAULT_FOLD_SETTINGS }).alerts;
}

function faults(...packs: readonly (readonly [string, string])[]): string[] {
  try {
    compiled(...packs);
    return [];
  } catch (error) {
    if (error instanceof PackError) return error.message.split("\n");
    throw error;
  }
}

describe("alerts of a pack", () => {
  it("have their defaults", () => {
    expect(compiled(["plant", alert(...SOUND)])).toMatchObject([{
      pack: "plant", name: "TankLow", severity: "warning", team: "operations", forMs: 0, when: "messages < 5", summary: "A tank is quiet.", description: undefined, runbook: "TankLow.md",
    }]);
  });

  it("may say more", () => {
    const more = ["for: 5m", "team: site", "runbook: https://wiki.example/tank", "description: '{tank} has {value}, {limit} are wanted.'"];
    expect(compiled(["plant", alert(...SOUND, ...more)])).toMatchObject([{ forMs: 300_000, team: "site", runbook: "https://wiki.example/tank" }]);
  });

  it.each([
    { name: "without a condition", lines: ["severity: warning", "summary: A tank is quiet."], expected: "plant/pack.yml:9: alerts.TankLow.when must be a condition like levels.on_hand < 5, got nothing" },
    { name: "with an unknown option", lines: [...SOUND, "sumary: x"], expected: 'plant/pack.yml:13: alerts.TankLow.sumary must be one of the options when, for, severity, team, summary, description, runbook, got "sumary" (did you mean summary?)' },
    { name: "with an unknown severity", lines: ["when: messages < 5", "severity: warn", "summary: A."], expected: 'plant/pack.yml:11: alerts.TankLow.severity must be one of info, warning, critical, got "warn"' },
    { name: "with a misspelt severity", lines: ["when: messages < 5", "severity: warnig", "summary: A tank."], expected: 'plant/pack.yml:11: alerts.TankLow.severity must be one of info, warning, critical, got "warnig" (did you mean warning?)' },
    { name: "with half a sentence", lines: ["when: messages < 5", "severity: info", "summary: A tank"], expected: 'plant/pack.yml:12: alerts.TankLow.summary must be a sentence that ends with a full stop, got "A tank"' },
    { name: "with a summary that varies", lines: ["when: messages < 5", "severity: info", "summary: Tank {tank}."], expected: 'plant/pack.yml:12: alerts.TankLow.summary must be a sentence without placeholders: it is the same for every series, got "Tank {tank}."' },
    { name: "with an unknown placeholder", lines: [...SOUND, "description: '{tnk} is low.'"], expected: 'plant/pack.yml:13: alerts.TankLow.description must be a text with no placeholders but {value}, {limit}, {tank}, got "{tnk}" (did you mean tank?)' },
    { name: "over no measure", lines: ["severity: info", "summary: A tank.", "when: tank.levl < 0.1"], expected: 'plant/pack.yml:12: alerts.TankLow.when must be a condition over the pack\'s measures and KPIs: tank.level, messages (there is no tank.levl), got "tank.levl < 0.1" (did you mean tank.level?)' },
    { name: "whose series have a label of the alert", lines: ["when: tank.level < 0.1", "severity: info", "summary: A tank."], expected: 'plant/pack.yml:10: alerts.TankLow.when must be a condition over values without label severity, which every alert has itself, by sum(…).by(…), got "tank.level < 0.1"' },
  ])("are refused $name", ({ lines, expected }) => {
    expect(faults(["plant", alert(...lines)])).toEqual([expected].flat());
  });

  it.each(["tankLow", "Tank-Low"])("are refused with the name %s", (name) => {
    expect(faults(["plant", alert(...SOUND).replace("TankLow", name)])).toEqual([`plant/pack.yml:9: alerts.${name} must be an alert's name like CartsAbandoned, got "${name}"`]);
  });

  it("are refused with a name as Eddy's own have", () => {
    expect(faults(["plant", alert(...SOUND).replace("TankLow", "EddyTank")])[0]).toMatch(/alerts\.EddyTank must be an alert's name that does not begin with Eddy/);
  });

  it("are refused with the name of another pack's", () => {
    expect(faults(["plant", alert(...SOUND)], ["yard", alert(...SOUND).replaceAll("plant.", "yard.")]))
      .toEqual(['yard/pack.yml:9: alerts.TankLow must be apart from the alert of pack plant that is called so, got "TankLow" (rename one of them)']);
  });

  it("over a stream with faults are not told as faults too", () => {
    expect(faults(["plant", alert("when: tank.level < 0.1", "severity: info", "summary: A tank.").replace("unit: ratio", "unit: °X")])).toEqual([expect.stringContaining("streams.tank.measures.level.unit")]);
  });
});
