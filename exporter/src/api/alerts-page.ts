import type { JournalEntry } from "./alert-journal.ts";
import { escapeHtml } from "./html.ts";

/** The alerts as a page that needs no script, for people. */
export function alertsPage(entries: readonly JournalEntry[]): string {
  const firing = entries.filter(({ status }) => status === "firing").length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${firing} firing – alerts of Eddy</title>
<style>
  :root { color-scheme: light dark; --line: #8884; --eddy: #1b6f7f; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { border-bottom: 3px solid var(--eddy); padding-bottom: .3rem; }
  ol { list-style: none; padding: 0; }
  li { border-bottom: 1px solid var(--line); padding: .6rem 0; overflow-wrap: anywhere; }
  li p { margin: .2rem 0; }
  .labels { font-size: .85rem; opacity: .8; }
</style>
</head>
<body>
<main>
<h1>Alerts</h1>
<p>The last ${entries.length} that Alertmanager told of, newest first; ${firing} of them are firing. <a href="/">Eddy</a></p>
<ol>
${entries.map(item).join("\n")}
</ol>
</main>
</body>
</html>
`;
}

function item({ status, labels, annotations, startsAt, resolvedReceivedAt }: JournalEntry): string {
  const { alertname = "", severity = "", ...others } = labels;
  const what = Object.entries(others).map(([name, value]) => `${name}="${value}"`).join(" ");
  const ended = resolvedReceivedAt === undefined ? "" : `, resolved ${resolvedReceivedAt}`;
  return `<li>
<strong>${escapeHtml(alertname)}</strong> – ${escapeHtml(severity)}, ${status}, since ${escapeHtml(startsAt)}${escapeHtml(ended)}
<p>${escapeHtml(annotations["description"] ?? annotations["summary"] ?? "")}</p>
<p class="labels">${escapeHtml(what)}${link("why", annotations["link"])}${link("runbook", annotations["runbook_url"])}</p>
</li>`;
}

/** Only addresses of the web become links: annotations are text of others. */
function link(text: string, url = ""): string {
  return /^https?:\/\//.test(url) ? ` <a href="${escapeHtml(url)}">${text}</a>` : "";
}
