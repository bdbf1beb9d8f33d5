/**
 * One JSON log line as logfmt: `ts=… level=… msg="…" field=value`. Values with spaces, quotes, `=` or control
 * characters are quoted as JSON; objects are JSON text. A line that isn't a JSON object is passed through.
 */
export function logfmtLine(json: string): string {
  const entry: unknown = JSON.parse(json);
  if (typeof entry !== "object" || entry === null) return json;
  const { ts, level, msg, ...fields } = entry as Record<string, unknown>;
  return `${Object.entries({ ts, level, msg, ...fields }).flatMap(field).join(" ")}\n`;
}

function field([name, value]: [string, unknown]): string[] {
  if (value === undefined) return [];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return [`${name}=${/^[^\s"=\p{Cc}]+$/u.test(text) ? text : JSON.stringify(text)}`];
}
