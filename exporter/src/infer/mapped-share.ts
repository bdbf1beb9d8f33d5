import type { RecordContext } from "../mapping/mapper.ts";
import type { Plan, StreamPlan } from "../pack/plan.ts";
import type { MappedShare } from "./findings.ts";
import type { SeenMessage } from "./sample.ts";

/** Maps messages by a plan, as the fold would at `nowMs`, and counts what becomes of their records. */
export function mappedShare(plan: Plan, messages: readonly SeenMessage[], nowMs: number): MappedShare {
  const rejected: Record<string, number> = {};
  let records = 0;
  let mapped = 0;
  const count = (reason: string | undefined): void => {
    records++;
    if (reason === undefined) mapped++;
    else rejected[reason] = (rejected[reason] ?? 0) + 1;
  };
  for (const { subject, payload, headers } of messages) {
    const match = plan.match(subject);
    const stream = match && plan.streams[match.stream];
    if (match === undefined || stream === undefined) {
      count("no_stream");
      continue;
    }
    const context: RecordContext = { tokens: match.tokens, headers, storeTimeMs: nowMs };
    stream.decode(payload, {
      record: (record) => { count(reasonAgainst(stream, record, context)); },
      reject: ({ reason }) => { count(reason); },
    }, headers);
  }
  return { records, mapped, rejected };
}

/** Why a record, or the first bad one of its items, can't be mapped. */
function reasonAgainst({ mapper }: StreamPlan, record: unknown, context: RecordContext): string | undefined {
  if (mapper.items === undefined) return mapper.map(record, context)?.reason;
  const items = mapper.items(record, context);
  if ("reason" in items) return items.reason;
  const inner: RecordContext = { ...context, outer: record };
  for (const item of items) {
    const rejection = mapper.map(item, inner);
    if (rejection !== undefined) return rejection.reason;
  }
  return undefined;
}
