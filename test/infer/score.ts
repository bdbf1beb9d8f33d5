import type { StreamKey } from "./case.ts";

/** What `eddy infer --json` says of a stream, as far as it is judged. */
export interface Inferred {
  readonly subject: string;
  readonly time?: { readonly from: string };
  readonly id?: string;
  readonly labels: readonly { readonly from: string }[];
  readonly measures: readonly { readonly from?: string }[];
}

/** How a file did. */
export interface Score {
  /** Harmonic mean of precision and recall over time, id, labels and measures. */
  readonly f1: number;
  readonly missing: readonly string[];
  readonly wrong: readonly string[];
}

/** Compares what was found with the key. */
export function scoreOf(found: readonly Inferred[], keys: readonly StreamKey[]): Score {
  const expected = new Set(keys.flatMap(expectedOf));
  const either = new Set(keys.flatMap(({ subject, either: paths = [] }) => paths.map((path) => `${subject} ${path}`)));
  const claims = found.flatMap((stream) => claimsOf(stream, keys)).filter((claim) => !either.has(withoutRole(claim)));
  const missing = [...expected].filter((claim) => !claims.includes(claim));
  const wrong = claims.filter((claim) => !expected.has(claim));
  const right = claims.length - wrong.length;
  return { f1: right === 0 ? 0 : (2 * right) / (claims.length + expected.size), missing, wrong };
}

function withoutRole(claim: string): string {
  return claim.replace(/ (?:time|id|label|measure) /, " ");
}

function expectedOf({ subject, time, id, labels, measures }: StreamKey): string[] {
  return [
    ...(time === "" ? [] : [`${subject} time ${time}`]),
    ...(id[0] === undefined ? [] : [`${subject} id ${id[0]}`]),
    ...labels.map((path) => `${subject} label ${path}`),
    ...measures.map((path) => `${subject} measure ${path}`),
  ];
}

function claimsOf({ subject, time, id, labels, measures }: Inferred, keys: readonly StreamKey[]): string[] {
  const tokens = [...subject.matchAll(/\{\w+\}/g)].map(([token]) => token);
  const shown = subject.replace(/\{\w+\}/g, "*");
  const key = keys.find((one) => one.subject === shown);
  const right = id !== undefined && key?.id.includes(id) === true ? key.id[0] : id;
  return [
    ...(time === undefined ? [] : [`${shown} time ${time.from}`]),
    ...(right === undefined ? [] : [`${shown} id ${right}`]),
    ...labels.map(({ from }) => `${shown} label ${tokens.includes(from) ? `{${tokens.indexOf(from)}}` : from}`),
    ...measures.flatMap(({ from }) => (from === undefined ? [] : [`${shown} measure ${from}`])),
  ];
}
