/** A moment to the nanosecond, as JetStream keeps it. */
export interface Timestamp {
  /** Whole milliseconds since 1970. */
  readonly ms: number;
  /** Nanoseconds beyond, 0 to 999,999. */
  readonly ns: number;
}

const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** Reads RFC 3339 with up to nine decimals, as the server writes it. Throws RangeError on anything else. */
export function parseTimestamp(text: string): Timestamp {
  const [, seconds, fraction = "", zone] = pattern.exec(text) ?? [];
  const secondsMs = Date.parse(`${String(seconds)}${String(zone)}`);
  if (Number.isNaN(secondsMs)) throw new RangeError(`a time of the server must be RFC 3339, got ${JSON.stringify(text)}`);
  const decimals = fraction.padEnd(9, "0");
  return { ms: secondsMs + Number(decimals.slice(0, 3)), ns: Number(decimals.slice(3)) };
}

/** RFC 3339 in UTC with nine decimals. `ms` must be one that Date can show. */
export function formatTimestamp({ ms, ns }: Timestamp): string {
  return new Date(ms).toISOString().replace("Z", `${ns.toString().padStart(6, "0")}Z`);
}

/** The next nanosecond. */
export function nextNanosecond({ ms, ns }: Timestamp): Timestamp {
  return ns === 999_999 ? { ms: ms + 1, ns: 0 } : { ms, ns: ns + 1 };
}
