import type { Format } from "./format.ts";
import { csv } from "./csv.ts";
import { json } from "./json.ts";
import { ndjson } from "./ndjson.ts";

/** Every format by its name in packs. */
export const formats: ReadonlyMap<string, Format> = new Map([csv, json, ndjson].map((format) => [format.name, format]));
