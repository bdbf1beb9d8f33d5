import { expect, it } from "@jest/globals";
import { FoldScene, packText } from "../pipeline/fold-scene.ts";
import { viewOf } from "../pipeline/state-view.ts";
import { fakeTable, fakeView } from "./fake-view.ts";
import { streamFamilies } from "./stream-families.ts";

it("counts what each filter left out by stream, from 0 on", () => {
  const yaml = "streams:\n  sensor: { subject: iot.sensor, id: $.id, measures: { heat: { from: $.heat } }, filters: [{ range: { max: 100 } }, { deadband: 1 }] }\n";
  const scene = new FoldScene(packText({ iot: yaml }));
  for (const [id, heat] of [[1, 20], [1, 20], [2, 20.5], [3, 999], [4, 999]]) scene.send(0, "iot.sensor", { id, heat });
  const family = streamFamilies(viewOf(scene.fold.state)).find(({ name }) => name === "eddy_events_filtered_total");
  expect([...(family?.lines ?? [])].map((line) => line.trim())).toEqual([
    'eddy_events_filtered_total{stream="iot_sensor",filter="duplicates"} 1',
    'eddy_events_filtered_total{stream="iot_sensor",filter="range"} 2',
    'eddy_events_filtered_total{stream="iot_sensor",filter="deadband"} 1',
  ]);
});

it("counts mutes and calendar windows in force by stream", () => {
  const yaml = `
streams:
  sensor: { subject: iot.sensor, measures: { heat: { from: $.heat } } }
  gate: { subject: iot.gate, measures: { heat: { from: $.heat } } }
calendar: { windows: { deploy: { at: "00:00", for: 1h, streams: [gate] } } }
`;
  const scene = new FoldScene(packText({ iot: yaml }));
  const now = Date.UTC(2026, 2, 1);
  scene.send(0, "eddy.control.mute", { id: "m1", target: "iot", labels: {}, fromMs: now, toMs: now + 60_000, reason: "" });
  const lines = (): string[] => [...(streamFamilies(viewOf(scene.fold.state)).find(({ name }) => name === "eddy_mutes_in_force")?.lines ?? [])].map((line) => line.trim());
  expect(lines()).toEqual(['eddy_mutes_in_force{stream="iot_gate"} 2', 'eddy_mutes_in_force{stream="iot_sensor"} 1']);
  scene.send(60, "eddy.control.tick");
  expect(lines()).toEqual(['eddy_mutes_in_force{stream="iot_gate"} 1', 'eddy_mutes_in_force{stream="iot_sensor"} 0']);
});

it("says by which metric a measure is judged", () => {
  const tables = [fakeTable({ series: [] }), fakeTable({ measure: "events", kind: "rate", unit: "", series: [] }), fakeTable({ measure: "energy", kind: "counter", unit: "joules", series: [] })];
  const family = streamFamilies(fakeView(tables)).find(({ name }) => name === "eddy_measure_info");
  expect([...(family?.lines ?? [])].map((line) => line.trim())).toEqual([
    'eddy_measure_info{stream="iot_sensor",measure="temperature",metric="eddy_iot_sensor_temperature_celsius",type="gauge",unit="celsius"} 1',
    'eddy_measure_info{stream="iot_sensor",measure="events",metric="eddy_iot_sensor_events_per_second",type="gauge"} 1',
    'eddy_measure_info{stream="iot_sensor",measure="energy",metric="eddy_iot_sensor_energy_joules_total",type="counter",unit="joules"} 1',
  ]);
});
