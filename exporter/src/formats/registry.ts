import { cloudevents } from "./cloudevents.ts";
import { csv } from "./csv.ts";
import type { Format } from "./format.ts";
import { json } from "./json.ts";
import { logfmt } from "./logfmt.ts";
import { ndjson } from "./ndjson.ts";
import { text } from "./text.ts";

/** Every format by its name in packs. */
export const formats: ReadonlyMap<string, Format> = new Map([cloudevents, csv, json, logfmt, ndjson, text].map((format) => [format.name, format]));
