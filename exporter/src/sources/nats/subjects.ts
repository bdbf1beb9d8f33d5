/** True if every subject that `pattern` matches is matched by `wider`, too. */
export function covers(wider: string, pattern: string): boolean {
  const outer = wider.split(".");
  const inner = pattern.split(".");
  for (const [i, token] of outer.entries()) {
    const other = inner[i];
    if (other === undefined) return false;
    if (token === ">") return true;
    if (token !== other && (token !== "*" || other === ">")) return false;
  }
  return outer.length === inner.length;
}

/** True if some subject is matched by both patterns. */
export function overlaps(one: string, other: string): boolean {
  const a = one.split(".");
  const b = other.split(".");
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] === ">" || b[i] === ">") return true;
    if (a[i] !== b[i] && a[i] !== "*" && b[i] !== "*") return false;
  }
  return a.length === b.length;
}

/** All of both lists, without those that another one covers: a stream must not name a subject twice. Sorted. */
export function unite(some: readonly string[], more: readonly string[]): string[] {
  const all = [...new Set([...some, ...more])];
  return all.filter((pattern) => !all.some((wider) => wider !== pattern && covers(wider, pattern))).sort();
}
