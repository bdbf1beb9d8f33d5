import { OWN_FAMILIES, STREAM_FAMILIES } from "../contract/metrics.ts";
import { metricsOf } from "../contract/outline.ts";
import { UNMATCHED_STREAM } from "../contract/subjects.ts";
import { REJECTION_REASONS } from "../model/rejection.ts";
import type { SeriesTable, StateView, StreamTotals } from "../pipeline/view.ts";
import type { Family } from "./family.ts";
import { familyOf } from "./family.ts";
import { labelText } from "./text.ts";

/** The totals of the state. Label sets that are known beforehand start at 0, so that their first event is an increase. */
export function streamFamilies(view: StateView): Family[] {
  const totals = view.totals();
  const mutes = view.mutes();
  const each = (value: (of: StreamTotals) => number): [string, number][] =>
    totals.map((of) => [labelText(["stream"], [of.stream]), value(of)]);
  return [
    familyOf(STREAM_FAMILIES.eventsReceived, each(({ received }) => received)),
    familyOf(STREAM_FAMILIES.eventsRejected, totals.flatMap((of) => byLabel(of.stream, "reason", [expectedReasons(of), of.rejected]))),
    familyOf(STREAM_FAMILIES.eventsFiltered, totals.flatMap((of) => byLabel(of.stream, "filter", [["duplicates"], of.filtered]))),
    familyOf(STREAM_FAMILIES.eventsLate, each(({ late }) => late)),
    familyOf(STREAM_FAMILIES.seriesRefused, each(({ refused }) => refused)),
    familyOf(STREAM_FAMILIES.seriesEvicted, each(({ evicted }) => evicted)),
    familyOf(STREAM_FAMILIES.mutes, each(({ stream }) => mutes.filter(({ streams }) => streams.includes(stream)).length)),
    familyOf(STREAM_FAMILIES.logDiscarded, [["", view.discarded()]]),
    familyOf(STREAM_FAMILIES.logRewound, [["", view.rewound()]]),
    familyOf(STREAM_FAMILIES.sourceSkipped, [...view.sourceSkipped()].map(([source, count]) => [labelText(["source"], [source]), count])),
    familyOf(STREAM_FAMILIES.measureInfo, view.tables().map((table) => [infoOf(table), 1])),
    familyOf(OWN_FAMILIES.series, each(({ keys }) => keys)),
  ];
}

function infoOf(table: SeriesTable): string {
  const { name, type } = metricsOf(table).judged;
  return labelText(STREAM_FAMILIES.measureInfo.labels, [table.stream, table.measure, name, type, table.unit]);
}

function expectedReasons({ stream }: StreamTotals): readonly string[] {
  return stream === UNMATCHED_STREAM ? ["no_stream"] : REJECTION_REASONS.filter((reason) => reason !== "no_stream");
}

function byLabel(stream: string, label: string, [expected, counts]: readonly [readonly string[], ReadonlyMap<string, number>]): [string, number][] {
  const names = [...new Set([...expected, ...counts.keys()])];
  return names.map((name) => [labelText(["stream", label], [stream, name]), counts.get(name) ?? 0]);
}
