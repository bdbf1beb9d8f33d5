import { expect, it } from "@jest/globals";
import type { Log } from "../model/log.ts";
import { tellUpgrades } from "./tell-upgrades.ts";

it("tells each pair of versions once, with the measures that have it, and warns where state is lost", () => {
  const told: string[] = [];
  const log = Object.fromEntries(["debug", "info", "warn", "error"].map((level) => [level, (fields: object, message: string) => { told.push(`${level} ${JSON.stringify(fields)} ${message}`); }])) as unknown as Log;
  tellUpgrades([
    { series: "a", from: "auto@1{}", to: "auto@2{}", isTakenOver: true },
    { series: "b", from: "stuck@3{}", to: "stuck@2{}", isTakenOver: false },
    { series: "c", from: "auto@1{}", to: "auto@2{}", isTakenOver: true },
  ], log);
  expect(told).toEqual([
    'info {"from":"auto@1{}","to":"auto@2{}","measures":2} state of detectors migrated',
    'warn {"from":"stuck@3{}","to":"stuck@2{}","measures":1} state of detectors is of a version that can\'t be taken over, they begin anew',
  ]);
});
