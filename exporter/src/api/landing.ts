import type { RequestHandler } from "express";
import type { HealthReport } from "../contract/health.ts";
import type { ApiParts } from "./exposed.ts";
import { escapeHtml } from "./html.ts";

const LINKS = [
  ["/metrics", "Metrics for Prometheus"],
  ["/health", "Health of each part, as JSON"],
  ["/alerts", "Alerts: the last 1,000 that Alertmanager told of"],
  ["/-/ready", "Ready: have all stored events been read?"],
  ["/-/healthy", "Healthy: does the process answer?"],
] as const;

/** `GET /`: name, version, how it stands, where to go on. */
export function landing({ exposed }: ApiParts): RequestHandler {
  return (_request, response) => {
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    response.type("html").send(page(exposed.version, exposed.health()));
  };
}

function page(version: string, { status, parts }: HealthReport): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Eddy ${escapeHtml(version)}</title>
<style>
  :root { color-scheme: light dark; --line: #8884; --eddy: #1b6f7f; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { border-bottom: 3px solid var(--eddy); padding-bottom: .3rem; }
  h1 small { font-size: 1rem; font-weight: normal; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
</style>
</head>
<body>
<main>
<h1>Eddy <small>${escapeHtml(version)}</small></h1>
<p>Reads event streams from NATS; serves Prometheus metrics, anomaly scores and business KPIs.</p>
<ul>
${LINKS.map(([path, text]) => `<li><a href="${path}">${path}</a> – ${text}</li>`).join("\n")}
</ul>
<h2>Status: ${status}</h2>
<table>
<thead><tr><th scope="col">Part</th><th scope="col">Status</th><th scope="col">Why</th><th scope="col">Since</th></tr></thead>
<tbody>
${parts.map((part) => `<tr><th scope="row">${escapeHtml(part.name)}</th><td>${part.status}</td><td>${escapeHtml(part.why)}</td><td>${escapeHtml(part.since)}</td></tr>`).join("\n")}
</tbody>
</table>
</main>
</body>
</html>
`;
}
