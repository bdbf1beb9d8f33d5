import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { LOG_STREAM } from "eddy-exporter/contract";
import { pause } from "./child-server.ts";
import { startEddy, type EddyServer } from "./eddy-server.ts";
import { startNats, startPrometheus, type TestServer } from "./servers.ts";
import { Prometheus } from "./system/prometheus.ts";

const CATCH_UP_MS = 90_000;
const LOOK_MS = 250;

/** Real servers around one exporter, scraped each second. */
export interface Scene {
  readonly nats: TestServer;
  readonly eddy: EddyServer;
  readonly prometheus: Prometheus;
}

/** What a scene is made of. */
export interface SceneOptions {
  /** Directory of packs beside Eddy's own. */
  readonly packs: string;
  /** Lines of eddy.yml besides. */
  readonly config?: string;
  /** bin/eddy.mjs of another build. */
  readonly program?: string | undefined;
  /** Flags of `eddy run` besides. */
  readonly flags?: readonly string[];
}

/** Runs `use` among fresh servers once Prometheus scrapes; they are gone afterwards. */
export async function withScene<T>({ packs, config = "", program, flags }: SceneOptions, use: (scene: Scene) => Promise<T>): Promise<T> {
  const nats = await startNats();
  let eddy: EddyServer | undefined;
  let server: TestServer | undefined;
  try {
    // One second is the shortest interval that eddy.yml takes.
    eddy = await startEddy({ program, flags, config: `nats: { url: "${nats.url}" }\npacks: [${JSON.stringify(packs)}]\ncheckpoint: { interval: 1s }\n${config}` });
    server = await startPrometheus([
      "global: { scrape_interval: 1s, scrape_timeout: 1s }",
      `scrape_configs: [{ job_name: eddy, static_configs: [{ targets: ["127.0.0.1:${eddy.port}"] }] }]`,
    ].join("\n"));
    const prometheus = new Prometheus(server.port);
    // Prometheus looks for targets every 5 s only.
    await prometheus.valueOnce("eddy_caught_up", (value) => value === 1, Date.now() + CATCH_UP_MS);
    return await use({ nats, eddy, prometheus });
  } finally {
    await server?.remove();
    await eddy?.remove();
    await nats.remove();
  }
}

/** Resolves when a scrape shows that the whole log as it is now is folded. */
export async function foldedAndScraped({ nats, eddy, prometheus }: Scene): Promise<void> {
  const last = await lastSequence(nats.url);
  const position = await prometheus.valueOnce("eddy_log_position", (at) => at >= last, Date.now() + CATCH_UP_MS);
  if (!(position >= last)) throw new Error(`folded up to ${position} of ${last} after ${CATCH_UP_MS} ms:\n${eddy.output()}`);
}

async function lastSequence(url: string): Promise<number> {
  const connection = await connect({ servers: url });
  try {
    return (await (await jetstreamManager(connection)).streams.info(LOG_STREAM)).state.last_seq;
  } finally {
    await connection.close();
  }
}

/** Resolves when Eddy has caught up. */
export async function isReady(eddy: EddyServer): Promise<void> {
  const giveUpMs = performance.now() + CATCH_UP_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${eddy.port}/-/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    if (performance.now() > giveUpMs) throw new Error(`not ready after ${CATCH_UP_MS} ms:\n${eddy.output()}`);
    await pause(LOOK_MS);
  }
}
