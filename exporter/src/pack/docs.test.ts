import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordContext } from "../mapping/mapper.ts";
import { checkPlan } from "./compile.ts";
import { DEFAULT_FOLD_SETTINGS } from "./fold-text.ts";
import type { Plan } from "./plan.ts";

const page = readFileSync(join(__dirname, "../../../docs/packs.md"), "utf8");

/** Each example of the page, and the events below it. */
const examples = page.split("```yaml\n").slice(1).map((part) => {
  const [yaml = "", ...rest] = part.split("```");
  const events = [...rest.join("```").matchAll(/```json (\S+)\n([^`]*)```/g)].map(([, subject = "", json = ""]) => ({ subject, json }));
  return { name: /^# (\w+)\/pack\.yml/.exec(yaml)?.[1] ?? "", yaml, events };
});

/** What keeps an event from being taken; nothing for a sound one. */
function mapped(plan: Plan, subject: string, json: string): string[] {
  const match = plan.match(subject);
  const stream = match && plan.streams[match.stream];
  if (stream === undefined) return [`no stream for ${subject}`];
  const faults: string[] = [];
  const { mapper } = stream;
  const mapOne = (item: unknown, context: RecordContext): void => {
    const rejection = mapper.map(item, context);
    if (rejection !== undefined) faults.push(rejection.detail);
    else if (mapper.event.leftOutBy !== "") faults.push(`left out by ${mapper.event.leftOutBy}`);
  };
  const record = (value: unknown): void => {
    const context = { tokens: match?.tokens ?? [], headers: undefined, storeTimeMs: Date.UTC(2026, 5, 1), outer: value };
    const items = mapper.items?.(value, context) ?? [value];
    if ("reason" in items) faults.push(items.detail);
    else for (const item of items) mapOne(item, context);
  };
  stream.decode(Buffer.from(json), { record, reject: ({ detail }) => faults.push(detail) }, undefined);
  return faults;
}

describe("docs/packs.md", () => {
  it("has examples", () => {
    expect(examples.length).toBeGreaterThan(4);
  });

  it("has an example with alerts", () => {
    const alerts = examples.flatMap(({ name, yaml }) => checkPlan({ packs: [{ name, yaml }], settings: DEFAULT_FOLD_SETTINGS }).alerts);
    expect(alerts.map(({ name }) => name)).toContain("DepotRunsShort");
  });

  it.each(examples)("$name compiles without a warning, and maps its events", ({ name, yaml, events }) => {
    const { plan, warnings } = checkPlan({ packs: [{ name, yaml }], settings: DEFAULT_FOLD_SETTINGS });
    expect(warnings).toEqual([]);
    expect(events.length).toBeGreaterThan(0);
    for (const { subject, json } of events) expect(mapped(plan, subject, json)).toEqual([]);
  });
});
