/**
 * Stands in the place of a value that could not be had: no label, measure, id or time takes it, so its record is
 * rejected, and a kept attribute is left out.
 */
export class Failure {
  /** What was found instead, in one line; reads on after "got". */
  readonly found: string;

  constructor(found: string) {
    this.found = found;
  }
}

/** A value of a record in few words, for what a rejection says. */
export function describe(found: unknown): string {
  if (typeof found === "string") return JSON.stringify(found.slice(0, 60));
  if (found instanceof Failure) return found.found;
  if (Array.isArray(found)) return "an array";
  return typeof found === "object" && found !== null ? "an object" : String(found);
}
