import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compilePlan } from "./compile.ts";
import { PackError } from "./faults.ts";
import { DEFAULT_FOLD_SETTINGS } from "./fold-text.ts";

/** The faults of pack `iot` with this text, as the author reads them. */
function faults(yaml: string, name = "iot"): string[] {
  try {
    compilePlan({ packs: [{ name, yaml }], settings: DEFAULT_FOLD_SETTINGS });
    return [];
  } catch (error) {
    if (error instanceof PackError) return error.message.split("\n");
    throw error;
  }
}

/** A sound stream with more lines in its place. */
const stream = (...lines: string[]): string =>
  ["streams:", "  sensor:", "    subject: iot.sensor.{device}", ...lines.map((line) => `    ${line}`)].join("\n");
const measured = (...lines: string[]): string => stream(...lines, "measures: { heat: { from: $.heat } }");
const withKpi = (kpi: string): string =>
  `${stream("labels: { site: $.site }", "measures: { heat: { from: $.heat }, all: { from: $.all, kind: counter } }")}\nkpis:\n  k: ${kpi}`;

/** What may be wrong with `detect:`. */
const DETECTORS = [
  { name: "a word that is none", detect: "detect: { seasonal: { by: hour-of-weak } }", expected: '.seasonal.by must be one of time-of-day, hour-of-week, got "hour-of-weak" (did you mean hour-of-week?)' },
  { name: "a number for a word", detect: "detect: { seasonal: { by: 7 } }", expected: ".seasonal.by must be one of time-of-day, hour-of-week, got 7" },
  { name: "a word for a number", detect: "detect: { z-score: { onset: high } }", expected: '.z-score.onset must be from 1 to 100, got "high"' },
  { name: "a limit that is no number", detect: "detect: { threshold: { above: hot } }", expected: '.threshold.above must be a number, got "hot"' },
  { name: "a threshold without a limit", detect: "detect: threshold", expected: ".threshold must be a limit: above, below or both, got {}" },
  { name: "limits the wrong way round", detect: "detect: { z-score: {}, threshold: { above: 1, below: 2 } }", expected: '.threshold must be such that below is less than above, got {"above":1,"below":2}' },
  { name: "siblings by nothing", detect: "detect: peers", expected: ".peers.by must be a list of labels like [site], whose values the siblings share, got nothing" },
  { name: "siblings by a label that is none", detect: "detect: { peers: { by: [devise] } }", expected: '.peers.by must be labels of the stream: device, got "devise" (did you mean device?)' },
  { name: "silence of windows", detect: "kind: rate, detect: silent", expected: '.silent must be for a gauge or counter, since windows close without events too, got "rate"' },
  { name: "a limit of logarithms", detect: "transform: log, detect: { threshold: { above: 8 } }", expected: ".threshold.above must be left out beside transform: log, which changes the unit, got 8 (transform: grid or none keeps it)" },
  { name: "a floor of roots", detect: "transform: anscombe, detect: { peers: { by: [device], floor: 2 } }", expected: ".peers.floor must be left out beside transform: anscombe, which changes the unit, got 2 (transform: grid or none keeps it)" },
];
it("faults of form hide no faults of meaning in other streams and KPIs", () => {
  const yaml = [
    "streams:", "  a: { subject: iot.a, formt: json, measures: { v: { from: $.v } } }", "  b: { subject: iot.b, measures: { v: { from: v.x } } }",
    "kpis:", "  k: { of: a.v, as: sum }", "  l: { of: zz, as: count }",
  ].join("\n");
  expect(faults(yaml).map((fault) => fault.split(" ")[1])).toEqual(["streams.a.formt", "streams.b.measures.v.from", "kpis.l.of"]);
});

it("regression: faults of form hide no faults of meaning beside them", () => {
  const yaml = [
    "streams:", "  cars:", "    subject: iot.cars.{car}", "    measure: { speed: $.speed }", "    where: $.a +", "    labels: { le: $.le, site: { form: $.site } }",
    "    measures:", "      speed: { from: $.speed, knd: gauge }", "      heat: { from: $.heat, unit: °X }", "    filters: [plausable, { range: { measure: speeed, min: 0 } }]",
    "    time: { from: $.time, format: yyyy-MM-dd, zone: Mars }", "  vans: { subject: iot.vans, format: jsn, measures: { n: { as: rate, every: 10 } } }", "kpis:", "  k: { of: cars, as: total }",
  ].join("\n");
  expect(faults(yaml).map((fault) => fault.split(" ")[1]).sort()).toEqual([
    "kpis.k.as", "streams.cars.filters.0", "streams.cars.filters.1.range.measure", "streams.cars.labels.le", "streams.cars.labels.site.form", "streams.cars.labels.site.from", "streams.cars.measure",
    "streams.cars.measures.heat.unit", "streams.cars.measures.speed.knd", "streams.cars.time.zone", "streams.cars.where", "streams.vans.format", "streams.vans.measures.n.every",
  ]);
});

describe("a pack is refused", () => {
  it.each([
    { name: "that is no YAML", yaml: "streams: [", expected: "iot/pack.yml:1: the file must be YAML, got Flow sequence in block collection must be sufficiently indented and end with a ]" },
    { name: "that is empty", yaml: "", expected: "iot/pack.yml:1: streams must be streams, each on a line of its own below, got nothing" },
    { name: "with an alias of nothing", yaml: "streams: *other", expected: "iot/pack.yml:1: the file must be YAML, got Unresolved alias (the anchor must be set before the alias): other" },
    { name: "that names a key twice", yaml: "streams:\n  a: {}\n  a: {}\n", expected: "iot/pack.yml:3: the file must be YAML, got Map keys must be unique" },
    { name: "with an unknown option", yaml: measured("lables: {}"), expected: 'iot/pack.yml:4: streams.sensor.lables must be one of the options subject, format, columns, delimiter, pattern, patterns, collection, id, dedupe, time, each, where, labels, measures, absent, filters, keep, got "lables" (did you mean labels?)' },
    { name: "with an unknown option of a measure", yaml: stream("measures:", "  heat: { from: $.heat,", "    knd: rate }"), expected: 'iot/pack.yml:6: streams.sensor.measures.heat.knd must be one of the options from, type, default, enum, where, unit, kind, every, transform, detect, got "knd" (did you mean kind?)' },
    { name: "with an unknown option of time", yaml: measured("time: { from: $.t, fromat: rfc3339 }"), expected: 'iot/pack.yml:4: streams.sensor.time.fromat must be one of the options from, format, zone, required, got "fromat" (did you mean format?)' },
    { name: "with an unknown kind", yaml: stream("measures: { heat: { from: $.heat, kind: guage } }"), expected: 'iot/pack.yml:4: streams.sensor.measures.heat.kind must be one of gauge, counter, rate, got "guage" (did you mean gauge?)' },
    { name: "with a bad name", yaml: stream("measures: { Heat: { from: $.heat } }"), expected: 'iot/pack.yml:4: streams.sensor.measures.Heat must be a name of small letters, digits and underscores that begins with a letter, 64 at the most, got "Heat"' },
    { name: "with a bad duration", yaml: measured("id: $.id", "dedupe: 10"), expected: "iot/pack.yml:5: streams.sensor.dedupe must be a duration like 30s, 10m or 1h, from 1s to 7d, got 10" },
    { name: "with a duration out of range", yaml: measured("id: $.id", "dedupe: 8d"), expected: 'iot/pack.yml:5: streams.sensor.dedupe must be a duration like 30s, 10m or 1h, from 1s to 7d, got "8d"' },
    { name: "without measures", yaml: stream("measures: {}"), expected: "iot/pack.yml:4: streams.sensor.measures must be one measure at least, got {}" },
    { name: "with an unknown token", yaml: measured("labels: { site: '{site}' }"), expected: 'iot/pack.yml:4: streams.sensor.labels.site must be a token of the subject ({device}), got "{site}"' },
    { name: "with a label of Prometheus", yaml: measured("labels: { job: $.job }"), expected: 'iot/pack.yml:4: streams.sensor.labels.job must be a label that neither Prometheus nor Eddy sets itself, got "job" (rename it to sensor_job)' },
    { name: "with 17 labels", yaml: measured(`labels: { ${Array.from({ length: 17 }, (_, i) => `l${i}: $.a`).join(", ")} }`), expected: "iot/pack.yml:4: streams.sensor.labels must be 16 labels at the most, got 17" },
    { name: "with a bad time format", yaml: measured("time: { from: $.t, format: yy }"), expected: 'iot/pack.yml:4: streams.sensor.time.format must be one of auto, rfc3339, epoch_s, epoch_ms, epoch_us, epoch_ns or a pattern like yyyy-MM-dd HH:mm:ss, got "yy"' },
    { name: "with a bad zone", yaml: measured("time: { from: $.t, format: yyyy-MM-dd, zone: Mars }"), expected: 'iot/pack.yml:4: streams.sensor.time.zone must be an IANA time zone like Europe/London, got "Mars"' },
    { name: "with a zone beside a time that has one", yaml: measured("time: { from: $.t, zone: Europe/London }"), expected: 'iot/pack.yml:4: streams.sensor.time.zone must be left out: only a pattern has no zone of its own, got "Europe/London"' },
    { name: "with a gauge of nothing", yaml: stream("measures: { heat: {} }"), expected: "iot/pack.yml:4: streams.sensor.measures.heat.from must be a path like $.name, unless the kind is rate, got nothing" },
    { name: "with a window of a gauge", yaml: stream("measures: { heat: { from: $.heat, every: 1m } }"), expected: "iot/pack.yml:4: streams.sensor.measures.heat.every must be left out unless the kind is rate, got \"60000ms\"" },
    { name: "with a bad unit", yaml: stream("measures: { heat: { from: $.heat, unit: °X } }"), expected: 'iot/pack.yml:4: streams.sensor.measures.heat.unit must be a unit of small letters, digits and underscores, money in its minor unit like inr/100, or one that is converted like KiB, got "°X"' },
    { name: "with columns of json", yaml: measured("columns: [a]"), expected: 'iot/pack.yml:4: streams.sensor.columns must be left out unless the format is csv, got ["a"]' },
    { name: "with a pattern of csv", yaml: measured("format: csv", "pattern: '%{COMBINED}'"), expected: 'iot/pack.yml:5: streams.sensor.pattern must be left out unless the format is text, got "%{COMBINED}"' },
    { name: "with text without a pattern", yaml: measured("format: text"), expected: "iot/pack.yml:2: streams.sensor.pattern must be there: what a line looks like, for example %{COMBINED}, got nothing" },
    { name: "with a bad pattern of its own", yaml: measured("format: text", "pattern: '%{MINE}'", "patterns:", "  MINE: '%{INTEGER:n}'"), expected: /^iot\/pack\.yml:7: streams\.sensor\.patterns\.MINE must be made of WORD, .*\(there is no INTEGER\), got "%\{INTEGER:n\}"$/ },
    { name: "with an unknown detector", yaml: stream("measures: { heat: { from: $.heat, detect: zscore } }"), expected: /^iot\/pack\.yml:4: streams\.sensor\.measures\.heat\.detect must be one of .+, got "zscore" \(did you mean z-score\?\)$/ },
    { name: "with an unknown setting", yaml: stream("measures: { heat: { from: $.heat, detect: { z-score: { nonsense: 1 } } } }"), expected: /^iot\/pack\.yml:4: streams\.sensor\.measures\.heat\.detect\.z-score\.nonsense must be one of the settings .+, got "nonsense"/ },
    { name: "with half a value in a window", yaml: stream("measures:", "  heat:", "    from: $.heat", "    detect: { moving-average: { window: 3.5, onset: 3.5 } }"), expected: "iot/pack.yml:7: streams.sensor.measures.heat.detect.moving-average.window must be a whole number from 3 to 10000, got 3.5" },
    { name: "with half a value of warming up", yaml: stream("measures: { heat: { from: $.heat, detect: { z-score: { warm_up: 2.5 } } } }"), expected: "iot/pack.yml:4: streams.sensor.measures.heat.detect.z-score.warm_up must be a whole number from 2 to 1000000, got 2.5" },
    { name: "with a setting out of range", yaml: stream("measures: { heat: { from: $.heat, detect: { z-score: { onset: 0.5 } } } }"), expected: "iot/pack.yml:4: streams.sensor.measures.heat.detect.z-score.onset must be from 1 to 100, got 0.5" },
    ...DETECTORS.map(({ name, detect, expected }) => ({ name: `with ${name}`, yaml: stream("labels: { device: '{device}' }", `measures: { heat: { from: $.heat, ${detect} } }`), expected: `iot/pack.yml:5: streams.sensor.measures.heat.detect${expected}` })),
    { name: "with a subject beyond its captures", yaml: measured().replace("iot.sensor", "iota.sensor"), expected: 'iot/pack.yml:3: streams.sensor.subject must be below the pack\'s captures (iot.>), got "iota.sensor.{device}" (add it to captures:)' },
    { name: "with a subject of Eddy's own", yaml: measured().replace("iot.sensor", "eddy.sensor"), expected: 'iot/pack.yml:3: streams.sensor.subject must be a subject whose first token is a word, other than eddy and those with $, got "eddy.sensor.{device}"' },
    { name: "with a capture of everything", yaml: `captures: ['>', iot.>]\n${measured()}`, expected: 'iot/pack.yml:1: captures.0 must be a subject whose first token is a word, other than eddy and those with $, got ">"' },
    { name: "with captures that cross", yaml: `captures: [iot.>, 'a.*.c', 'a.b.*']\n${measured()}`, expected: 'iot/pack.yml:1: captures must be apart from a.*.c, got "a.b.*" (widen one so that it holds the other)' },
    { name: "with a KPI of no stream", yaml: withKpi("{ of: sensors, as: count }"), expected: 'iot/pack.yml:7: kpis.k.of must be a stream of the pack: sensor, got "sensors" (did you mean sensor?)' },
    { name: "with a KPI of no kind", yaml: withKpi("{ of: sensor, as: counts }"), expected: 'iot/pack.yml:7: kpis.k.as must be one of count, sum, got "counts" (did you mean count?)' },
    { name: "with a sum of no measure", yaml: withKpi("{ of: sensor, as: sum }"), expected: 'iot/pack.yml:7: kpis.k.of must be a measure of the stream: sensor.all, sensor.heat, got "sensor"' },
    { name: "with a sum of what lies below a measure", yaml: withKpi("{ of: sensor.heat.x, as: sum }"), expected: 'iot/pack.yml:7: kpis.k.of must be a measure of the stream: sensor.all, sensor.heat, got "sensor.heat.x"' },
    { name: "with a sum of a counter", yaml: withKpi("{ of: sensor.all, as: sum }"), expected: 'iot/pack.yml:7: kpis.k.of must be a gauge or rate, for a counter\'s values are totals already, got "sensor.all"' },
    { name: "with a count of a measure", yaml: withKpi("{ of: sensor.heat, as: count }"), expected: 'iot/pack.yml:7: kpis.k.of must be a stream alone, for this kind counts events, got "sensor.heat"' },
    { name: "with a KPI by no label", yaml: withKpi("{ of: sensor, as: count, by: [sites] }"), expected: 'iot/pack.yml:7: kpis.k.by must be labels of the stream: site, got "sites" (did you mean site?)' },
    { name: "with a KPI called like a series", yaml: `streams:\n  iot: { subject: iot.a, measures: { heat: { from: $.a, unit: celsius } } }\nkpis:\n  heat: { of: iot, as: count }`, expected: /^iot\/pack\.yml:4: kpis\.heat must be apart from iot\.heat: both make series iot\.heat, got/ },
    { name: "with two streams that make one metric", yaml: "streams:\n  a: { subject: iot.a, measures: { b_c: { from: $.a } } }\n  a_b: { subject: iot.b, measures: { c: { from: $.a } } }", expected: /^iot\/pack\.yml:3: streams\.a_b\.measures\.c must be apart from iot_a\.b_c: both make metric eddy_iot_a_b_c, got/ },
    { name: "with two streams of equal subjects", yaml: "streams:\n  a: { subject: 'iot.{x}', measures: { v: { from: $.a } } }\n  b: { subject: iot.*, measures: { v: { from: $.a } } }", expected: /^iot\/pack\.yml:3: streams\.b must be apart from stream iot_a: both make subject iot\.\*, got/ },
  ])("$name", ({ yaml, expected }) => {
    const found = faults(yaml);
    if (typeof expected === "string") expect(found).toEqual([expected]);
    else expect(found[0]).toMatch(expected);
  });

  it("whose metrics would be Eddy's own", () => {
    expect(faults("streams:\n  anomaly: { subject: anomaly.a, measures: { score: { from: $.a } } }", "anomaly")[0])
      .toMatch(/^anomaly\/pack\.yml:2: streams\.anomaly\.measures\.score must be apart from Eddy itself: both make metric eddy_anomaly_score/);
  });

  it("whose folder has a name that no metric can have", () => {
    expect(faults(measured(), "My-Pack")[0]).toMatch(/^My-Pack\/pack\.yml:1: the file must be in a folder with a name of small letters/);
  });

  it("with faults only, whatever its text is", () => {
    const word = fc.constantFrom("streams:", "kpis:", "  a:", "    subject: iot.a", "    measures: { v: { from: $.v } }", "  - x", "&a", "*a", "1", "'", "captures: [a]", "__proto__: 1", "    labels: 3", "!!js x", "? a");
    fc.assert(fc.property(fc.array(word, { maxLength: 10 }), (words) => {
      expect(Array.isArray(faults(words.join("\n")))).toBe(true);
    }), { seed: 1, numRuns: 500 });
  });
});
