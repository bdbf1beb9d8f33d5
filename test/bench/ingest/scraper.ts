import { Agent, get } from "node:http";
import { pause } from "../../child-server.ts";

/** What Prometheus asks for. */
const headers = { Accept: "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3", "Accept-Encoding": "gzip" };
const everyMs = 1_000;

/** Scrapes as Prometheus does, each second, and notes what it sees. */
export class Scraper {
  readonly durationsMs: number[] = [];
  /** Of the newest one, compressed. */
  sizeBytes = 0;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #port: number;
  readonly #running: Promise<void>;
  #ended = false;

  constructor(port: number) {
    this.#port = port;
    this.#running = this.#run();
  }

  /** Forgets what it saw so far. */
  reset(): void {
    this.durationsMs.length = 0;
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#running;
    this.#agent.destroy();
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      const startMs = performance.now();
      const sizeBytes = await this.#scrape();
      const durationMs = performance.now() - startMs;
      if (sizeBytes > 0) {
        this.durationsMs.push(durationMs);
        this.sizeBytes = sizeBytes;
      }
      await pause(Math.max(0, everyMs - durationMs));
    }
  }

  /** Bytes of the body, 0 where nobody answers. */
  #scrape(): Promise<number> {
    return new Promise((resolve) => {
      const request = get({ agent: this.#agent, host: "127.0.0.1", port: this.#port, path: "/metrics", headers }, (response) => {
        let sizeBytes = 0;
        response.on("data", (chunk: Buffer) => { sizeBytes += chunk.length; });
        response.once("close", () => { resolve(response.complete ? sizeBytes : 0); });
      });
      request.once("error", () => { resolve(0); });
    });
  }
}
