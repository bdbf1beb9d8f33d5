import type { Format } from "./exposition.ts";

interface Preference {
  /** Lower case, for example `text/plain`. */
  readonly value: string;
  readonly version: string | undefined;
  readonly quality: number;
}

/**
 * The format that an Accept header prefers; of two that it likes as well, the one named first.
 * Text 0.0.4 where it names nothing that Eddy writes.
 */
export function negotiateFormat(accept: string | undefined): Format {
  for (const preference of preferences(accept)) {
    const format = formatOf(preference);
    if (format !== undefined) return format;
  }
  return "text";
}

/** Whether an Accept-Encoding header takes gzip. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  return preferences(acceptEncoding).some(({ value }) => value === "gzip" || value === "*");
}

function formatOf({ value, version }: Preference): Format | undefined {
  if (value === "application/openmetrics-text" && (version === undefined || version === "1.0.0")) return "openmetrics";
  if (value === "text/plain" && (version === undefined || version === "0.0.4")) return "text";
  return value === "*/*" || value === "text/*" ? "text" : undefined;
}

/** Best first; `q=0` means never and is left out. */
function preferences(header = ""): Preference[] {
  return header
    .split(",")
    .map((item) => {
      const [value = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
      const parameter = (name: string): string | undefined => parameters.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
      const quality = Number(parameter("q") ?? 1);
      return { value, version: parameter("version")?.replaceAll('"', ""), quality: Number.isNaN(quality) ? 0 : quality };
    })
    .filter(({ value, quality }) => value !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality);
}
