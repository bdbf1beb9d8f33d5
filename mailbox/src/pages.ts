import type { Mail } from "./mail.ts";

const STYLE = `:root { color-scheme: light dark; --line: #8884; --eddy: #1b6f7f; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { border-bottom: 3px solid var(--eddy); padding-bottom: .3rem; font-size: 1.5rem; overflow-wrap: anywhere; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
  iframe { width: 100%; height: 70vh; border: 1px solid var(--line); background: #fff; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }`;

/** Text as it may stand in an element or a quoted attribute of HTML. */
function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function page(title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">${head}
<title>${escapeHtml(title)}</title>
<style>
  ${STYLE}
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** All mails, newest first; the page asks for itself anew every five seconds. */
export function listPage(mails: readonly Mail[], heartbeatAgeSeconds: number | undefined): string {
  const rows = mails.map(({ id, receivedAt, to, subject }) =>
    `<tr><td>${escapeHtml(receivedAt.slice(0, 19).replace("T", " "))}</td><td><a href="/mails/${id}">${escapeHtml(subject)}</a></td><td>${escapeHtml(to)}</td></tr>`);
  const heartbeat = heartbeatAgeSeconds === undefined
    ? "No heartbeat of the alerts has come yet."
    : `Last heartbeat of the alerts ${Math.round(heartbeatAgeSeconds)} s ago.`;
  return page(`Mailbox (${mails.length})`, '\n<meta http-equiv="refresh" content="5">', `<h1>Mailbox</h1>
<p>Mails of the demo's alerts; the last 500, kept until the demo ends. ${heartbeat}</p>
<table>
<thead><tr><th scope="col">Received (UTC)</th><th scope="col">Subject</th><th scope="col">To</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>`);
}

/** One mail: its HTML in a frame that runs no script and stays where it is, its text below. */
export function mailPage({ id, receivedAt, from, to, subject, text, html }: Mail): string {
  // Links of the mail open a new tab; nothing else is allowed to it.
  const frame = html === undefined ? "" : `<iframe title="the mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mails/${id}/html"></iframe>`;
  return page(subject, "", `<p><a href="/">Mailbox</a></p>
<h1>${escapeHtml(subject)}</h1>
<p>From ${escapeHtml(from)} to ${escapeHtml(to)}, ${escapeHtml(receivedAt)}</p>
${frame}
<details${html === undefined ? " open" : ""}><summary>As text</summary><pre>${escapeHtml(text)}</pre></details>`);
}
