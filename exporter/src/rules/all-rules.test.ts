import { describe, expect, it } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../cli/registry.ts";
import { OWN_FAMILIES, packMetricName, SERIES_FAMILIES, STREAM_FAMILIES } from "../contract/metrics.ts";
import { checkPlan } from "../pack/compile.ts";
import { DEFAULT_FOLD_SETTINGS } from "../pack/fold-text.ts";
import { allRules } from "./all-rules.ts";
import { DEFAULT_LINKS } from "./rule.ts";

const packFolder = join(__dirname, "../../packs");
const folder = join(__dirname, "../../../alert-rules");
const packs = readdirSync(packFolder).map((name) => ({ name, yaml: readFileSync(join(packFolder, name, "pack.yml"), "utf8") }));
const checked = checkPlan({ packs, settings: DEFAULT_FOLD_SETTINGS });
/** Every alert; one of several severities comes once each. */
const catalogue = allRules(checked, packs.map(({ name }) => name), DEFAULT_LINKS).flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.filter((rule) => "name" in rule)));
const names = [...new Set(catalogue.map(({ name }) => name))].sort();
const page = (name: string): string => readFileSync(join(folder, "runbooks", name), "utf8");
const inFolder = (below: string, ending: string): string[] => readdirSync(join(folder, below)).map((file) => (file.endsWith(ending) ? file.slice(0, -ending.length) : `${file}, which does not end in ${ending}`)).sort();

/** Names of everything that an exposition of the shipped packs may have, and what Prometheus and Node's client add. */
function exposedMetrics(): Set<string> {
  const fixed = Object.values({ ...OWN_FAMILIES, ...STREAM_FAMILIES, ...SERIES_FAMILIES }).map(({ name }) => name);
  const measures = checked.plan.streams.flatMap(({ name, measures: all }) => all.flatMap((measure) => {
    const gauge = packMetricName(name, measure.name, measure.unit, "gauge");
    const counter = packMetricName(name, measure.name, measure.unit, "counter");
    return measure.kind === "gauge" ? [gauge] : [counter, `${gauge}_per_second`];
  }));
  const kpis = checked.plan.kpis.map(({ stream, name, unit }) => packMetricName(stream, name, unit, "gauge"));
  return new Set([...fixed, ...measures, ...kpis, "up", "process_start_time_seconds", "process_cpu_seconds_total"]);
}

describe("alerts", () => {
  it("have a case each, and no case is left over", () => {
    expect(inFolder("tests", ".test.yml")).toEqual(names);
  });

  it("have a runbook each, and no runbook is left over", () => {
    expect(inFolder("runbooks", ".md")).toEqual(names);
  });

  it.each(checked.alerts)("$name stands in the page of pack $pack", ({ name, pack, when }) => {
    expect(readFileSync(join(packFolder, pack, "README.md"), "utf8")).toContain(`| [${name}](../../../alert-rules/runbooks/${name}.md) | \`${when}\` |`);
  });

  it.each(catalogue)("$name ($severity) reads metrics of the catalogue, and names them all", ({ expr, metrics }) => {
    const exposed = exposedMetrics();
    expect(metrics.filter((metric) => !exposed.has(metric))).toEqual([]);
    // Recorded series have a colon, and stand for metrics that are named.
    const read = [...expr.matchAll(/(?<![\w:"])(?:eddy|process)_[a-z0-9_]+(?![\w:(])/g)].map(([name]) => name);
    expect(read.filter((metric) => !metrics.includes(metric))).toEqual([]);
  });

  it.each(catalogue)("$name ($severity) has a constant sentence as its summary", ({ summary }) => {
    expect(summary).toMatch(/^[A-Z][^{}]*\.$/);
  });

  it.each(catalogue)("$name ($severity) tells value, what is expected, and since when", ({ description }) => {
    expect(description).toMatch(/\$value|first \| value/);
    expect(description).toMatch(/expected/);
    expect(description).toMatch(/ALERTS_FOR_STATE|eddy_anomaly_start_timestamp_seconds/);
  });
});

describe.each(names)("the runbook of %s", (name) => {
  const text = page(`${name}.md`);

  it("has its headings, each with something below", () => {
    expect(text.split("\n")[0]).toBe(`# ${name}`);
    const sections = text.split(/^## /m).slice(1).map((section) => section.split("\n\n", 1).join());
    expect(sections).toEqual(["Meaning", "Impact", "Diagnosis", "Mitigation"]);
    expect(text).not.toMatch(/## \w+\s+(?:##|$(?![\s\S]))/);
  });

  it("names metrics that there are", () => {
    const exposed = exposedMetrics();
    const named = [...text.matchAll(/(?<![\w:"])eddy_[a-z0-9_]+(?![\w:.*])/g)].map(([metric]) => metric);
    expect(named.filter((metric) => !exposed.has(metric))).toEqual([]);
  });

  it("names commands of eddy and flags that there are", async () => {
    const known = new Map(await Promise.all(commands.map(async ({ name: command, load }) => [command, (await load()).flags.map((flag) => flag.name)] as const)));
    const faults = [...text.matchAll(/npx eddy ([^`\n]*)/g)].filter(([, line = ""]) => {
      const [first = ""] = line.split(" ");
      const flagsOf = known.get(first.startsWith("--") ? "run" : first);
      const flags = [...line.matchAll(/ --([a-z.-]+)|^--([a-z.-]+)/g)].map(([, one, other]) => one ?? other ?? "");
      return flagsOf === undefined || flags.some((flag) => !flagsOf.includes(flag));
    });
    expect(faults).toEqual([]);
  });

  it("names runbooks that there are", () => {
    const others = [...text.matchAll(/runbook of ([A-Z]\w+)/g)].map(([, other]) => other);
    expect(others.filter((other) => !names.includes(other ?? ""))).toEqual([]);
  });
});
