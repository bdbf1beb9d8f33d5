import type { PackBoard } from "../pack-board.ts";
import { bars } from "../panels/bars.ts";
import { lines } from "../panels/lines.ts";
import { stat } from "../panels/stat.ts";
import { bandOf } from "../panels/strange.ts";
import { timeline } from "../panels/timeline.ts";
import { aggregate, orZero, rate, sumBy } from "../queries.ts";

/** Sensors for who looks after the rooms, machines for who runs production. */
export const iot: PackBoard = {
  pack: "iot",
  title: "Sensors and machines",
  description: "Climate of the sites, production and energy of the machines, and what is unusual about them.",
  filters: ["site", "device", "machine"],
  sections: (pack) => [
    {
      title: "",
      panels: [
        stat({
          title: "Sensors", unit: "short", width: 4, description: "Sensors that have told a temperature lately.",
          queries: [{ expr: orZero(aggregate("count", [], pack.last("sensor.temperature"))), legend: "sensors" }],
        }),
        stat({
          title: "Machines running", unit: "short", width: 4, description: "Machines whose state is running now.",
          queries: [{ expr: orZero(sumBy([], `${pack.last("machine.state")} == bool 2`)), legend: "running" }],
        }),
        stat({
          title: "Machines in fault", unit: "short", width: 4, description: "Machines whose state is fault now.", steps: [[null, "green"], [1, "red"]],
          queries: [{ expr: orZero(sumBy([], `${pack.last("machine.state")} == bool -1`)), legend: "in fault" }],
        }),
        stat({
          title: "Parts made", unit: "short", width: 4, decimals: 0, description: "Parts finished in the range shown.",
          queries: [{ expr: pack.sumInRange("machine.parts"), legend: "parts", as: "now" }],
        }),
        stat({
          title: "Energy used", unit: "joule", width: 4, description: "By all machines in the range shown.",
          queries: [{ expr: pack.sumInRange("machine.energy"), legend: "energy", as: "now" }],
        }),
        stat({
          title: "Warmest sensor", unit: "celsius", width: 4, decimals: 1, description: "The highest temperature of now.",
          queries: [{ expr: aggregate("max", [], pack.last("sensor.temperature")), legend: "warmest" }],
        }),
      ],
    },
    {
      title: "Climate",
      panels: [
        lines({
          title: "Temperature by site", unit: "celsius", width: 8, description: "Mean of the sensors of each site.",
          queries: [{ expr: aggregate("avg", ["site"], pack.last("sensor.temperature")), legend: "{{site}}" }],
        }),
        lines({
          title: "Humidity by site", unit: "percentunit", width: 8, description: "Mean relative humidity of the sensors of each site.",
          queries: [{ expr: aggregate("avg", ["site"], pack.last("sensor.humidity")), legend: "{{site}}" }],
        }),
        lines({
          title: "Air pressure by site", unit: "si:Pa", width: 8, description: "Mean of the sensors of each site.",
          queries: [{ expr: aggregate("avg", ["site"], pack.last("sensor.pressure")), legend: "{{site}}" }],
        }),
        bandOf(pack, "sensor.temperature", { title: "Temperature, closely", width: 8 }),
        bandOf(pack, "sensor.humidity", { title: "Humidity, closely", width: 8 }),
        bandOf(pack, "sensor.pressure", { title: "Air pressure, closely", width: 8 }),
      ],
    },
    {
      title: "Machines",
      panels: [
        timeline({
          title: "State of the machines", unit: "short", width: 12, description: "What each machine was doing: fault, idle, setup, running.",
          query: { expr: pack.last("machine.state"), legend: "{{machine}}" },
          states: [[-1, "fault", "red"], [0, "idle", "text"], [1, "setup", "blue"], [2, "running", "green"]],
        }),
        bandOf(pack, "production", { title: "Production a minute", width: 12, about: "Parts finished a minute by site." }),
        lines({
          title: "Power", unit: "watt", width: 8, draw: "stacked", description: "Energy used a second by each machine.",
          queries: [{ expr: sumBy(["machine"], rate(pack.total("machine.energy"))), legend: "{{machine}}" }],
        }),
        bandOf(pack, "machine.vibration", { title: "Vibration, closely", width: 8 }),
        bandOf(pack, "machine.pressure", { title: "Hydraulic pressure, closely", width: 8 }),
        bars({
          title: "Warmest machines", unit: "celsius", width: 12, description: "The ten machines with the highest temperature now.",
          query: { expr: `topk(10, ${aggregate("max", ["machine"], pack.last("machine.temperature"))})`, legend: "{{machine}}" },
        }),
        bandOf(pack, "machine.temperature", { title: "Temperature of a machine, closely", width: 12 }),
      ],
    },
  ],
};
