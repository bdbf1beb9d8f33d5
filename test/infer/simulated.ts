import type { StreamKey } from "./case.ts";

/** What each simulator says, stream by stream; a token of which it only ever says one value is written out. Attributes that a pack could well have as labels, or not, are `either`. */
export const simulated: Readonly<Record<string, readonly StreamKey[]>> = {
  iot: [
    { subject: "iot.sensor.*", time: "$.time", id: ["$.id"], labels: ["{0}", "$.site"], measures: ["$.temperature", "$.humidity", "$.pressure"] },
    { subject: "iot.machine.*", time: "$.time", id: ["$.id"], labels: ["{0}", "$.site", "$.state"], measures: ["$.temperature", "$.pressure", "$.vibration", "$.energy", "$.parts"] },
  ],
  market: [
    { subject: "market.ticks.*", time: "$.time", id: ["$.id"], labels: ["{0}", "$.sector"], measures: ["$.price", "$.spread", "$.volume"] },
    { subject: "market.flow.*", time: "$.time", id: ["$.id"], labels: ["{0}"], measures: ["$.bought", "$.sold", "$.cancelled", "$.imbalance"] },
  ],
  social: [
    { subject: "social.posts.*", time: "$.time", id: ["$.id"], labels: ["{0}", "$.hashtag"], measures: ["$.published", "$.sentiment", "$.engagement"], either: ["$.user"] },
    { subject: "social.mentions.*", time: "$.time", id: ["$.post_id", "$.id"], labels: ["{0}", "$.hashtag"], measures: ["$.followers"], either: ["$.text"] },
    { subject: "social.engagement.*", time: "$.time", id: ["$.id"], labels: ["{0}", "$.hashtag"], measures: ["$.views", "$.likes", "$.shares", "$.replies"] },
  ],
  business: [
    { subject: "business.orders.*", time: "$.time", id: ["$.order_id", "$.id"], labels: ["{0}", "$.sales_region", "$.category"], measures: ["$.total", "$.discount"],
      either: ["$.store", "$.campaign", "$.customer.segment", "$.customer.age_group", "$.customer.city", "$.customer.sales_region"] },
    { subject: "business.payments.*", time: "$.time", id: ["$.payment_id", "$.id"], labels: ["{0}", "$.outcome", "$.channel"], measures: ["$.amount", "$.duration_ms"] },
    { subject: "business.refunds", time: "$.time", id: ["$.refund_id", "$.id"], labels: ["$.reason", "$.channel"], measures: ["$.amount"] },
    { subject: "business.carts.*", time: "$.time", id: ["$.id"], labels: ["{0}", "$.segment", "$.device"], measures: ["$.value"], either: ["$.items"] },
    { subject: "business.customers.signed_up", time: "$.time", id: ["$.id"], labels: ["$.segment", "$.age_group", "$.sales_region"], measures: [], either: ["$.city"] },
    { subject: "business.leads.*", time: "$.time", id: ["$.id", "$.lead_id"], labels: ["{0}", "$.lead_source"], measures: ["$.value"], either: ["$.company"] },
    { subject: "business.campaigns.email", time: "$.time", id: ["$.id"], labels: ["$.campaign"], measures: ["$.sent", "$.opened", "$.clicked", "$.spent"] },
    { subject: "business.subscriptions.*", time: "$.time", id: ["$.id", "$.subscription_id"], labels: ["{0}", "$.plan"], measures: ["$.monthly"], either: ["$.segment", "$.months"] },
  ],
  inventory: [
    { subject: "inventory.movements.*", time: "$.time", id: ["$.movement_id", "$.id"], labels: ["{0}", "$.category", "$.direction", "$.reason"], measures: ["$.units", "$.value"], either: ["$.item", "$.left"] },
    { subject: "inventory.levels.*", time: "$.time", id: ["$.id"], labels: ["{0}", "$.category", "$.item"], measures: ["$.on_hand", "$.on_order", "$.reorder_point", "$.cover"] },
    { subject: "inventory.reorders.*", time: "$.time", id: ["$.reorder_id", "$.id"], labels: ["{0}", "$.category"], measures: ["$.units", "$.cost", "$.lead_time_ms"], either: ["$.item"] },
  ],
  web: [
    { subject: "web.views.shop", time: "$.time", id: ["$.id"], labels: ["$.page_group", "$.device"], measures: ["$.load_ms"], either: ["$.status", "$.path"] },
    { subject: "web.sessions.shop", time: "$.time", id: ["$.id"], labels: ["$.source", "$.device"], measures: ["$.duration_ms", "$.pages", "$.bounced", "$.converted"], either: ["$.campaign"] },
    { subject: "web.conversions.*", time: "$.time", id: ["$.id"], labels: ["{0}", "$.source"], measures: ["$.value"], either: ["$.campaign"] },
  ],
  logs: [
    { subject: "logs.access.*", time: "$.time", id: [], labels: ["{0}", "$.method", "$.status"], measures: ["$.request_time", "$.bytes"], either: ["$.version", "$.path"] },
    { subject: "logs.app.*", time: "$.time", id: [], labels: ["{0}", "$.level"], measures: ["$.duration_ms"], either: ["$.status", "$.path", "$.msg", "$.units"] },
    { subject: "logs.syslog.gw1", time: "$.time", id: [], labels: ["$.app", "$.priority.severity"], measures: [], either: ["$.host", "$.priority.facility", "$.message_id"] },
  ],
  system: [
    { subject: "system.cpu", time: "$.time", id: ["$.id"], labels: ["$.host"], measures: ["$.usage", "$.user", "$.kernel", "$.load"] },
    { subject: "system.memory", time: "$.time", id: ["$.id"], labels: ["$.host"], measures: ["$.used", "$.available", "$.swap_used"] },
  ],
  network: [
    { subject: "network.flows.gw1", time: "$.time", id: ["$.id"], labels: ["$.direction", "$.protocol", "$.service", "$.action"], measures: ["$.bytes", "$.packets", "$.duration_ms"], either: ["$.port"] },
  ],
};
