import type { InferCase } from "./case.ts";

const NAB = "../shared/nab/dev";
const CACHE = "$.caches.http_cache";
const ZONE = "$.stream.server_zones.postgresql_loadbalancer";

/** One value over time. */
function nab(name: string, file: string): InferCase {
  return { name, file: `${NAB}/${file}`, subject: `recording.${name}`, streams: [{ subject: `recording.${name}`, time: "$.timestamp", id: [], labels: [], measures: ["$.value"] }] };
}

/** Recordings that lie beside some checkouts; read only. */
export const recordings: readonly InferCase[] = [
  {
    name: "retail", file: "../shared/data/retail/2010-12_2011-05.csv.gz", subject: "retail.lines",
    streams: [{ subject: "retail.lines", time: "$.InvoiceDate", id: [], labels: ["$.Country"], measures: ["$.Quantity", "$.UnitPrice"] }],
  },
  {
    name: "apache", file: "../shared/data/weblog/apache_access.log.gz", subject: "site.access",
    streams: [{ subject: "site.access", time: "$.time", id: [], labels: ["$.method", "$.status"], measures: ["$.bytes"], either: ["$.version"] }],
  },
  {
    // Zones and upstreams by name are no single stream; what belongs to the server as a whole is.
    name: "nginx", file: "../shared/data/weblog/nginx_status.ndjson.gz", subject: "nginx.status",
    streams: [{
      subject: "nginx.status", time: "$.timestamp", id: [], labels: [],
      measures: [
        "$.processes.respawned", "$.connections.accepted", "$.connections.dropped", "$.connections.active", "$.connections.idle",
        "$.ssl.handshakes", "$.ssl.handshakes_failed", "$.ssl.session_reuses", "$.requests.total", "$.requests.current",
        ...["size", "max_size"].map((name) => `${CACHE}.${name}`),
        ...["hit", "stale", "updating", "revalidated", "miss", "expired", "bypass"].flatMap((kind) => [`${CACHE}.${kind}.responses`, `${CACHE}.${kind}.bytes`]),
        ...["miss", "expired", "bypass"].flatMap((kind) => [`${CACHE}.${kind}.responses_written`, `${CACHE}.${kind}.bytes_written`]),
        ...["processing", "connections", "received", "sent"].map((name) => `${ZONE}.${name}`),
      ],
      either: ["$.address"],
    }],
  },
  nab("temperature", "realKnownCause/machine_temperature_system_failure.csv"),
  nab("speed", "realTraffic/speed_7578.csv"),
  nab("tweets", "realTweets/Twitter_volume_UPS.csv"),
  nab("clicks", "realAdExchange/exchange-4_cpc_results.csv"),
];
