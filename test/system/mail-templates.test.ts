import { describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ALERTMANAGER, amtool } from "../alerts.ts";

interface Alert {
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

const common = { alertname: "LowStock", team: "warehouse", stream: "inventory_levels", measure: "on_hand" };
const summary = "An item will be sold out.";
const runbook = "https://runbooks.example/LowStock";

function alert(item: string, more: Partial<Alert> = {}, severity = "warning"): Alert {
  return {
    status: "firing", labels: { ...common, severity, item, job: "eddy", instance: "a:1" },
    annotations: { summary, description: `${item}: 2 units on hand, expected at least 9. It has been so for 2.5s.`, link: `http://127.0.0.1:9090/graph?g0.expr=${encodeURIComponent(item)}`, runbook_url: runbook },
    startsAt: "2026-01-01T10:00:00Z", endsAt: "0001-01-01T00:00:00Z", ...more,
  };
}

const ranked = (item: string, rank: string, severity?: string): Alert => {
  const plain = alert(item, {}, severity);
  return { ...plain, annotations: { ...plain.annotations, rank } };
};
const scored = (item: string, score: string): Alert => {
  const plain = alert(item);
  return { ...plain, annotations: { ...plain.annotations, description: `${item}: value 7, expected 2. The score is ${score} of 1.` } };
};
const ended = (item: string, endsAt: string): Alert => alert(item, { status: "resolved", endsAt });

/** A part of a mail as Alertmanager would make it of these alerts. */
async function render(part: "subject" | "text" | "html", alerts: readonly Alert[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "eddy-template-"));
  try {
    const file = join(directory, "data.json");
    const status = alerts.some((one) => one.status === "firing") ? "firing" : "resolved";
    writeFileSync(file, JSON.stringify({
      receiver: "warehouse", status, alerts, groupLabels: { alertname: common.alertname, stream: common.stream },
      commonLabels: common, commonAnnotations: { summary, runbook_url: runbook }, externalURL: "http://127.0.0.1:9093",
    }));
    return await amtool("template", "render", `--template.glob=${ALERTMANAGER}/templates/*.tmpl`, `--template.type=${part === "html" ? "html" : "text"}`, `--template.data=${file}`, `--template.text={{ template "eddy.mail.${part}" . }}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The items that a text mentions, in their order. */
const items = (text: string): string[] => [...text.matchAll(/^\* (\S+): /gm)].map(([, item = ""]) => item);

describe("the mail's subject", () => {
  it.each([
    { name: "one", alerts: [alert("tea")], expected: `WARNING: ${summary}` },
    { name: "several, by the worst", alerts: [alert("tea", {}, "info"), alert("salt", {}, "critical"), alert("rice")], expected: `CRITICAL: ${summary} (3 series)` },
    { name: "only those that fire", alerts: [alert("tea"), ended("salt", "2026-01-01T11:00:00Z")], expected: `WARNING: ${summary}` },
    { name: "one without severity", alerts: [alert("tea", {}, "")], expected: `ALERT: ${summary}` },
    { name: "resolved", alerts: [ended("tea", "2026-01-01T11:00:00Z")], expected: `Resolved: ${summary}` },
  ])("tells $name", async ({ alerts, expected }) => {
    expect((await render("subject", alerts)).trim()).toBe(expected);
  });
});

describe("the mail's text", () => {
  it("tells what, since when, how bad, what was expected, why and what to do", async () => {
    expect(await render("text", [alert("tea"), alert("salt", { startsAt: "2026-01-01T09:30:00Z" })])).toBe(`WARNING: ${summary}

LowStock in inventory_levels (on_hand)
2 series, since 1 Jan 2026, 09:30:00 UTC

* tea: 2 units on hand, expected at least 9.
  since 10:00:00 · item tea
  Why: http://127.0.0.1:9090/graph?g0.expr=tea

* salt: 2 units on hand, expected at least 9.
  since 09:30:00 · item salt
  Why: http://127.0.0.1:9090/graph?g0.expr=salt

What to do: ${runbook}
`);
  });

  it.each([
    { name: "by severity, then by rank", alerts: [ranked("c", "9", "info"), ranked("b", "1"), ranked("a", "2"), ranked("d", "0", "critical")], expected: ["d", "a", "b", "c"] },
    { name: "of equal rank all", alerts: [ranked("a", "1"), ranked("b", "1"), ranked("c", "2")], expected: ["c", "a", "b"] },
    { name: "anomalies by their score", alerts: [scored("a", "0.951"), scored("b", "0.998"), scored("c", "1.000")], expected: ["c", "b", "a"] },
    { name: "ten of 200", alerts: Array.from({ length: 200 }, (_, i) => ranked(`i${i}`, String(i).padStart(3, "0"))), expected: Array.from({ length: 10 }, (_, i) => `i${199 - i}`) },
  ])("lists the worst first: $name", async ({ alerts, expected }) => {
    const text = await render("text", alerts);
    expect(items(text)).toEqual(expected);
    expect(text.includes("The 10 worst of 200 are shown.")).toBe(alerts.length > 10);
  });

  it("tells from when to when it lasted", async () => {
    const text = await render("text", [ended("tea", "2026-01-01T10:05:00Z"), ended("salt", "2026-01-01T10:07:00Z")]);
    expect(text).toContain(`RESOLVED: ${summary}`);
    expect(text).toContain("2 series resolved, the last at 1 Jan 2026, 10:07:00 UTC");
    expect(items(text)).toEqual(["tea", "salt"]);
  });
});

describe("the mail's HTML", () => {
  it("takes no label or annotation for code", async () => {
    const hostile = `<img src=x onerror="alert('1')">`;
    const evil = alert(hostile, { annotations: { summary, description: "</div><script>alert(2)</script>", link: "javascript:alert(3)" } });
    const html = await render("html", [evil]);
    expect(html).toContain("&lt;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&gt;");
    expect(html).toContain("&lt;/div&gt;&lt;script&gt;alert(2)&lt;/script&gt;");
    expect(html).not.toMatch(/<script|<img|href="javascript:/);
  });

  it.each([
    { name: "critical", alerts: [alert("tea", {}, "critical")], colour: "#b91c1c", band: "CRITICAL" },
    { name: "warning", alerts: [alert("tea")], colour: "#b45309", band: "WARNING" },
    { name: "resolved", alerts: [ended("tea", "2026-01-01T11:00:00Z")], colour: "#15803d", band: "RESOLVED" },
  ])("has the colour of $name", async ({ alerts, colour, band }) => {
    expect(await render("html", alerts)).toMatch(new RegExp(`background:${colour};[^>]*>${band} `));
  });

  it("stays small with 200 series", async () => {
    const html = await render("html", Array.from({ length: 200 }, (_, i) => ranked(`i${i}`, String(i))));
    // Gmail cuts mails at 102 kB.
    expect(html.length).toBeLessThan(20_000);
    expect(html).toContain("200 series");
    expect(html.match(/Show why/g)).toHaveLength(10);
  });
});
