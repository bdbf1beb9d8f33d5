import type { HeaderReader } from "../../model/raw-event.ts";

/** A header's value whichever way its name is written; "" where there is none. */
export function header(headers: HeaderReader | undefined, name: string): string {
  if (headers === undefined) return "";
  return headers.get(name) || headers.get(name.toLowerCase());
}

/** The media type in a Content-Type header, small and without parameters; "" where there is none. */
export function mediaType(headers: HeaderReader | undefined): string {
  const [type = ""] = header(headers, "Content-Type").split(";", 1);
  return type.trim().toLowerCase();
}
