import { describe, expect, it } from "@jest/globals";
import type { FoldSettings } from "../pack/fold-text.ts";
import { FoldScene, at, packText } from "./fold-scene.ts";

const PACK = `
streams:
  sensor:
    subject: iot.{device}
    id: $.id
    time: { from: $.time, required: true }
    labels: { device: '{device}', site: $.site }
    measures: { temperature: { from: $.t } }
  lines:
    subject: lines.in
    format: ndjson
    measures: { n: { from: $.n } }
captures: [iot.>, lines.>]
`;

const iot = (settings: Partial<FoldSettings> = {}): FoldScene => new FoldScene(packText({ iot: PACK }, { maxPayloadBytes: 2000, maxDepth: 8, ...settings }));

describe("a message that can't become an event", () => {
  const time = at(0);
  it.each([
    { reason: "no_stream", subject: "lines.out", payload: "{}" },
    { reason: "too_large", subject: "iot.a", payload: `{"t":1,"x":"${"x".repeat(2000)}"}` },
    { reason: "bad_encoding", subject: "iot.a", payload: Buffer.from([0x22, 0xff, 0x22]) },
    { reason: "too_deep", subject: "iot.a", payload: "[".repeat(9) + "]".repeat(9) },
    { reason: "bad_syntax", subject: "iot.a", payload: "{" },
    { reason: "bad_syntax", subject: "iot.a", payload: "" },
    { reason: "missing_field", subject: "iot.a", payload: { time } },
    { reason: "bad_type", subject: "iot.a", payload: { time, t: "warm" } },
    { reason: "not_finite", subject: "iot.a", payload: `{"time":"${time}","t":1e999}` },
    { reason: "no_time", subject: "iot.a", payload: { t: 1 } },
    { reason: "no_time", subject: "iot.a", payload: { t: 1, time: "yesterday" } },
    { reason: "absurd_time", subject: "iot.a", payload: { t: 1, time: "1989-12-31T23:59:59Z" } },
    { reason: "absurd_time", subject: "iot.a", payload: { t: 1, time: at(3601) } },
    { reason: "bad_label", subject: "iot.a", payload: { t: 1, time, site: { name: "x" } } },
  ])("is counted and told as $reason: $subject $payload", ({ reason, subject, payload }) => {
    const scene = iot();
    scene.send(0, subject, payload);
    const stream = reason === "no_stream" ? "" : "iot_sensor";
    expect(scene.told).toEqual([{ id: "1:1:0", stream, reason }]);
    expect(scene.totals(stream === "" ? "_unmatched" : stream)).toMatchObject({ received: 1, rejected: new Map([[reason, 1]]), late: 0 });
    expect(scene.labels("iot_sensor.temperature")).toEqual([]);
  });

  it("does not keep the good records beside it from counting", () => {
    const scene = iot();
    scene.send(0, "lines.in", '{"n":1}\nrubbish\n{"n":3}');
    expect(scene.totals("iot_lines")).toMatchObject({ received: 3, rejected: new Map([["bad_syntax", 1]]) });
    expect(scene.told).toEqual([{ id: "1:1:1", stream: "iot_lines", reason: "bad_syntax" }]);
    expect(scene.read("iot_lines.n")?.value).toBe(3);
  });

  it("is told for 16 records of a message at the most, and counted for all", () => {
    const scene = iot();
    scene.send(0, "lines.in", "rubbish\n".repeat(40));
    scene.send(0, "lines.in", "rubbish");
    expect(scene.totals("iot_lines")?.rejected.get("bad_syntax")).toBe(41);
    expect(scene.told.map(({ id }) => id)).toEqual([...Array.from({ length: 16 }, (_, i) => `1:1:${i}`), "1:2:0"]);
  });

  it("is all that there is while no packs are in force", () => {
    const scene = new FoldScene("");
    scene.send(0, "iot.a", { t: 1 });
    expect(scene.totals("_unmatched")).toMatchObject({ received: 1, rejected: new Map([["no_stream", 1]]) });
  });
});

describe("a duplicate", () => {
  const reading = (id: string, t: number): object => ({ id, time: at(0), t });

  it("counts as received and filtered, and changes nothing else", () => {
    const scene = iot();
    scene.send(0, "iot.a", reading("1", 20));
    scene.send(1, "iot.a", reading("1", 99));
    scene.send(2, "iot.b", reading("1", 99));
    scene.send(3, "iot.a", reading("2", 21));
    expect(scene.totals("iot_sensor")).toMatchObject({ received: 4, filtered: new Map([["duplicates", 2]]) });
    expect(scene.labels("iot_sensor.temperature")).toEqual(["a,"]);
    expect(scene.read("iot_sensor.temperature", "a", "")?.value).toBe(21);
  });

  it("is known by the header where the record has no id", () => {
    const scene = iot();
    for (const seconds of [0, 1]) scene.send(seconds, "iot.a", { time: at(0), t: 20 }, { "Nats-Msg-Id": "x" });
    expect(scene.totals("iot_sensor")?.filtered.get("duplicates")).toBe(1);
  });

  it("is an event again after twice ten minutes of log time", () => {
    const scene = iot();
    for (const seconds of [0, 600, 1800]) scene.send(seconds, "iot.a", { id: "1", time: at(seconds), t: 20 });
    expect(scene.totals("iot_sensor")?.filtered.get("duplicates")).toBe(1);
  });

  it("is not remembered by a record that was rejected", () => {
    const scene = iot();
    scene.send(0, "iot.a", { id: "1", time: at(0), t: "warm" });
    scene.send(1, "iot.a", reading("1", 20));
    expect(scene.totals("iot_sensor")?.filtered.size).toBe(0);
  });
});

describe("a control message", () => {
  it.each(["eddy.control.tick", "eddy.control.mute", "eddy.control.what.ever"])("%s counts in no total and tells nothing", (subject) => {
    const scene = iot();
    scene.send(0, subject, "anything");
    expect(scene.totals("_unmatched")).toBeUndefined();
    expect([scene.told, scene.fold.sequence]).toEqual([[], 1]);
  });

  it("is not what only begins like one", () => {
    const scene = iot();
    scene.send(0, "eddy.controls", "{}");
    expect(scene.told.map(({ reason }) => reason)).toEqual(["no_stream"]);
  });
});

describe("a message copied from a source stream", () => {
  const from = (source: string): Record<string, string> => ({ "Nats-Stream-Source": source });

  it("counts once, whatever the server copies again", () => {
    const scene = iot({ sources: ["OTHER", "ANOTHER"] });
    for (const sequence of [1, 2, 3, 2, 3, 4]) scene.send(0, "lines.in", { n: sequence }, from(`OTHER ${sequence}`));
    scene.send(0, "lines.in", { n: 1 }, from("ANOTHER:hash 1 > >"));
    scene.send(0, "lines.in", { n: 1 });
    expect(scene.totals("iot_lines")?.received).toBe(6);
    expect(scene.fold.state.tables.sources).toEqual({ OTHER: { highest: 4, skipped: 2 }, ANOTHER: { highest: 1, skipped: 0 } });
    expect(scene.fold.sequence).toBe(8);
  });

  it.each(["OTHER 999999999", "__proto__ 7", "toString 7"])("regression: means nothing where the log copies no such stream: %s", (header) => {
    const scene = iot({ sources: ["ANOTHER"] });
    for (let i = 0; i < 3; i++) scene.send(0, "lines.in", { n: i }, from(header));
    expect(scene.totals("iot_lines")?.received).toBe(3);
    expect(Object.keys(scene.fold.state.tables.sources)).toEqual([]);
    expect("highest" in {}).toBe(false);
  });
});

describe("the position", () => {
  it("skips what it stands behind, and holds time and hash of the message there", () => {
    const scene = iot();
    scene.send(0, "lines.in", { n: 1 });
    const [first] = scene.log;
    expect(first && scene.fold.apply(first)).toBe(true);
    expect(scene.totals("iot_lines")?.received).toBe(1);
    expect(scene.fold.position()).toMatchObject({ sequence: 1, storeTimeMs: first?.storeTimeMs });
    expect(scene.fold.position().hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it("begins anew with another log, whose effects have other ids; the state stays", () => {
    const scene = iot();
    scene.send(0, "lines.in", '{"n":1}');
    scene.fold.rewind("EDDY", "2026-03-02");
    scene.log.length = 0;
    scene.send(1, "lines.in", "rubbish");
    expect(scene.told.map(({ id }) => id)).toEqual(["2:1:0"]);
    expect(scene.totals("iot_lines")?.received).toBe(2);
    expect(scene.fold.state.tables.rewound).toBe(1);
  });

  it("takes a store time that goes back for what it is, and lets no log time go back", () => {
    const scene = iot();
    scene.send(10, "lines.in", { n: 1 });
    const { logMs } = scene.fold.state.tables;
    scene.send(5, "lines.in", { n: 2 });
    expect(scene.fold.state.tables.logMs).toBe(logMs);
    expect(scene.read("iot_lines.n")?.value).toBe(1);
  });
});
