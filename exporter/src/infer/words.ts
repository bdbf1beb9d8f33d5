/** The words of a field's name in small letters: `CustomerID` and `customer_id` are customer, id. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** Whether one of the words is in the set. */
export function hasWord(words: readonly string[], set: ReadonlySet<string>): boolean {
  return words.some((word) => set.has(word));
}

/** A name as packs take it, made of words; `fallback` where none is left or it would begin with a digit. */
export function packName(words: readonly string[], fallback: string): string {
  const name = words.join("_").replace(/[^a-z0-9_]/g, "").slice(0, 60);
  if (name === "") return fallback;
  return /^[a-z]/.test(name) ? name : `${fallback}_${name}`.slice(0, 60);
}

/** The name, or with the first number behind it that is free; takes it. */
export function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
  taken.add(free);
  return free;
}

/** Words that stand for things which are counted and compared: devices, places, kinds. */
export const DIMENSION: ReadonlySet<string> = new Set([
  "device", "sensor", "machine", "host", "hostname", "node", "pod", "service", "app", "application", "component", "logger", "module",
  "site", "location", "room", "building", "floor", "plant", "line", "zone", "region", "country", "city", "state", "store", "shop", "warehouse",
  "channel", "category", "kind", "type", "class", "level", "severity", "status", "method", "outcome", "result", "reason", "platform", "source",
  "medium", "campaign", "currency", "symbol", "sector", "segment", "plan", "tier", "group", "unit", "protocol", "direction", "mode", "phase",
  "env", "environment", "cluster", "interface", "action", "event", "queue", "topic", "partition", "station", "meter", "vehicle",
]);

/** Words that stand for one person, one request or free text: kept, never labels. */
export const PRIVATE: ReadonlySet<string> = new Set([
  "user", "username", "customer", "client", "company", "session", "visitor", "account", "email", "mail", "phone", "person", "ip", "addr", "trace", "span",
  "correlation", "request", "path", "url", "uri", "query", "referrer", "referer", "agent", "description", "message", "msg", "text", "comment",
  "title", "body", "note", "notes", "token", "password",
]);

/** Words of numbers that stand for a thing rather than for an amount. */
export const NUMBERED: ReadonlySet<string> = new Set([
  "id", "no", "nr", "number", "uuid", "guid", "uid", "pid", "key", "ref", "zip", "postcode", "phone", "port", "seq", "sequence", "index", "offset",
  "version", "generation", "year", "month", "timestamp", "ts", "date", "epoch", "at", "lat", "lon", "lng", "latitude", "longitude", "thread", "process", "ident", "line", "isbn", "ean",
]);

/** Words of numbers that stand for a kind. */
export const CODED: ReadonlySet<string> = new Set(["status", "code", "level", "severity", "priority", "type", "class", "category", "kind"]);
