import type { PackBoard } from "../pack-board.ts";
import { bars } from "../panels/bars.ts";
import { lines } from "../panels/lines.ts";
import { stat } from "../panels/stat.ts";
import { bandOf } from "../panels/strange.ts";
import { orOneZero, sumBy } from "../queries.ts";

const REFUSED = 'action!="allowed"';

/** For who guards the network: how much flows, what is refused. */
export const network: PackBoard = {
  pack: "network",
  title: "Network",
  description: "Flows through the routers: how much, of what kind, and what was refused.",
  filters: ["router", "direction", "protocol", "port_name"],
  sections: (pack) => [
    {
      title: "",
      panels: [
        stat({
          title: "Traffic", unit: "Bps", width: 6, description: "Bytes a second through all routers.",
          queries: [{ expr: pack.perSecond("flows.traffic", []), legend: "traffic" }],
        }),
        stat({
          title: "Connections a minute", unit: "short", width: 6, decimals: 0, description: "Flows of the last full minute.",
          queries: [{ expr: sumBy([], pack.last("connections")), legend: "connections" }],
        }),
        stat({
          title: "Refused", unit: "short", width: 6, decimals: 0, steps: [[null, "text"], [100, "orange"]], description: "Flows in the range shown that a firewall did not allow.",
          queries: [{ expr: pack.sumInRange("flows.events", REFUSED), legend: "refused", as: "now" }],
        }),
        stat({
          title: "Moved", unit: "bytes", width: 6, description: "Bytes in the range shown.",
          queries: [{ expr: pack.sumInRange("flows.traffic"), legend: "moved", as: "now" }],
        }),
      ],
    },
    {
      title: "Traffic",
      panels: [
        lines({
          title: "Traffic by direction", unit: "Bps", width: 12, draw: "stacked", description: "Bytes a second.",
          queries: [{ expr: pack.perSecond("flows.traffic", ["direction"]), legend: "{{direction}}" }],
        }),
        lines({
          title: "Packets by protocol", unit: "pps", width: 12, draw: "stacked", description: "Packets a second.",
          queries: [{ expr: pack.perSecond("flows.packets", ["protocol"]), legend: "{{protocol}}" }],
        }),
        bars({
          title: "Busiest services", unit: "bytes", width: 8, description: "Bytes in the range shown by well-known port.",
          query: { expr: `topk(10, ${pack.inRangeBy("flows.traffic", ["port_name"])})`, legend: "{{port_name}}" },
        }),
        bandOf(pack, "throughput", { title: "Bytes a minute, as expected?", width: 8, about: "Bytes of the flows of a minute in one direction." }),
        bandOf(pack, "flows.flow_size", { title: "Size of a flow, closely", width: 8 }),
      ],
    },
    {
      title: "Connections",
      panels: [
        lines({
          title: "Connections a second", unit: "cps", width: 8, draw: "stacked", description: "Flows by what the firewall did.",
          queries: [{ expr: pack.perSecond("flows.events", ["action"]), legend: "{{action}}" }],
        }),
        bandOf(pack, "connections", { title: "Connections, as expected?", width: 8, about: "Connections a minute of one action of the firewall." }),
        bars({
          title: "Refused by service", unit: "short", width: 8, description: "Flows that a firewall did not allow in the range shown, by well-known port.",
          query: { expr: orOneZero(`topk(10, ${pack.inRangeBy("flows.events", ["port_name"], REFUSED)})`), legend: "{{port_name}}" },
        }),
      ],
    },
  ],
};
