import type { Message } from "../acked-publisher.ts";

/** A message that nothing is wrong with. */
export interface Good extends Message {
  readonly stream: "json" | "ndjson" | "csv";
  /** Its label `kind`; none of the poison has it. */
  readonly kind: string;
  readonly records: number;
}

const KINDS = 10;
const STREAMS = ["json", "ndjson", "csv"] as const;

/** The good message that stands beside the `n`th bad one. */
export function goodMessage(n: number): Good {
  const stream = STREAMS[n % STREAMS.length] ?? "json";
  const kind = `good-${n % KINDS}`;
  const records = stream === "json" ? 1 : 2;
  const rows = Array.from({ length: records }, (_, i) => ({ id: `g${n}-${i}`, time: Date.now(), reading: n, place: "here" }));
  return { stream, kind, records, subject: `rubbish.${stream}.${kind}`, id: `good-${n}`, payload: written(stream, rows) };
}

function written(stream: Good["stream"], rows: readonly Readonly<Record<string, string | number>>[]): string {
  if (stream !== "csv") return rows.map((row) => JSON.stringify(row)).join("\n");
  return [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((row) => row.join()).join("\n");
}
