const DEFAULT_NATS_URL = "nats://127.0.0.1:4222";
const EVENT = `iot.sensor.mine '{"temperature": 21.5}'`;

/** Queries to begin with: the event published by hand, and what is strange right now. */
const QUERIES = [
  ["the event that you have published", `{__name__=~"eddy_iot_sensor_.+", device="mine"}`],
  ["the ten strangest series", "topk(10, eddy_anomaly_score)"],
];

// Terminals end a link at a bracket.
const encode = (query) => encodeURIComponent(query).replaceAll("(", "%28").replaceAll(")", "%29");
const graph = (base, query) => `${base}/graph?g0.expr=${encode(query)}&g0.tab=0&g0.range_input=15m`;

/** Where everything listens and what to try first; the commands work as they stand, also with a port offset. */
export function table({ only, ports, natsUrl, data }) {
  const elsewhere = natsUrl !== DEFAULT_NATS_URL;
  const prometheus = `http://127.0.0.1:${ports.prometheus}`;
  const addresses = [
    ["nats", `NATS         ${natsUrl}`],
    ["exporter", `Eddy         http://127.0.0.1:${ports.exporter}/  (metrics, health)`],
    ["prometheus", `Prometheus   ${prometheus}/`],
    ["alertmanager", `Alertmanager http://127.0.0.1:${ports.alertmanager}/  (API; what it told: http://127.0.0.1:${ports.exporter}/alerts)`],
    ["mailbox", `Mailbox      http://127.0.0.1:${ports.mailbox}/  (mails of the alerts)`],
    ["grafana", `Grafana      http://127.0.0.1:${ports.grafana}/  (dashboards)`],
  ];
  return [
    "",
    ...addresses.filter(([name]) => only.includes(name)).map(([, line]) => line),
    `Data, logs   ${data}`,
    "",
    "Publish an event by hand:",
    `  ${elsewhere ? `EDDY_NATS_URL=${natsUrl} ` : ""}npx eddy pub ${EVENT}`,
    `  nats ${elsewhere ? `-s ${natsUrl} ` : ""}pub ${EVENT}`,
    ...(only.includes("prometheus") ? ["Look at it in Prometheus:", ...QUERIES.flatMap(([what, query]) => [`  ${what}: ${query}`, `  ${graph(prometheus, query)}`])] : []),
    "",
    "Ctrl-C ends all of it; the next start goes on from here.",
    "",
  ].join("\n");
}
