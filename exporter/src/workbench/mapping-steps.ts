import type { MappingStep, RecordContext } from "../mapping/mapper.ts";
import type { RawEvent } from "../model/raw-event.ts";
import type { Plan, StreamPlan } from "../pack/plan.ts";

/**
 * What each part of the mapping gives for each record of a message, or for each item where they become events, in the
 * order of the records; of a piece that is no record at all, nothing. Measures as they are shown: money in the major unit.
 */
export function mappingSteps(plan: Plan, { subject, payload, headers, storeTimeMs }: RawEvent): MappingStep[][] {
  const match = plan.match(subject);
  const stream = match && plan.streams[match.stream];
  if (match === undefined || stream === undefined) return [];
  const all: MappingStep[][] = [];
  const context: RecordContext = { tokens: match.tokens, headers, index: 0, storeTimeMs };
  stream.decode(payload, {
    record: (record) => { all.push(...recordSteps(stream, record, context)); },
    reject: () => { all.push([]); },
  }, headers);
  return all;
}

function recordSteps(stream: StreamPlan, record: unknown, context: RecordContext): MappingStep[][] {
  const { mapper } = stream;
  if (mapper.items === undefined) return [shownSteps(stream, mapper.steps(record, context))];
  const items = mapper.items(record, context);
  if ("reason" in items) return [[]];
  return items.map((item) => shownSteps(stream, mapper.steps(item, { ...context, outer: record })));
}

function shownSteps({ measures }: StreamPlan, steps: readonly MappingStep[]): MappingStep[] {
  return steps.map((step) => {
    const shown = step.part === "measure" ? measures.find(({ name }) => name === step.name)?.shown : undefined;
    return shown === undefined || typeof step.value !== "number" ? step : { ...step, value: step.value / shown };
  });
}
