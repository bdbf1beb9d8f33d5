/** A record of named fields. */
export type Fields = Record<string, unknown>;

/** Sets one field; one named `__proto__` becomes a field like any other. */
export function setField(record: Fields, name: string, value: unknown): void {
  if (name === "__proto__") Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true });
  else record[name] = value;
}

/**
 * The same text as V8 keeps it for property names. A name cut from a longer text would be looked up anew each time that
 * it is used, and would keep that text in memory.
 */
export function fieldName(text: string): string {
  return Object.keys({ [text]: 0 })[0] ?? text;
}
