import { setTimeout as sleep } from "node:timers/promises";

/** One sample of an instant vector. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: { readonly result: readonly { readonly metric: Record<string, string>; readonly value: readonly [number, string] }[] };
}

const POLL_MS = 200;

/** Asks a running Prometheus. */
export class Prometheus {
  readonly #base: string;

  constructor(port: number) {
    this.#base = `http://127.0.0.1:${port}`;
  }

  /** Result of an instant query, at `atMs` or now. */
  async query(promql: string, atMs?: number): Promise<Sample[]> {
    const time = atMs === undefined ? "" : `&time=${atMs / 1000}`;
    const response = await fetch(`${this.#base}/api/v1/query?query=${encodeURIComponent(promql)}${time}`);
    const answer = (await response.json()) as Answer;
    if (answer.status !== "success") throw new Error(`${promql}: ${answer.error ?? response.statusText}`);
    return answer.data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** How many series a query has over the last hour, looked at each 15 s, as a dashboard draws it. */
  async seriesOverAnHour(promql: string): Promise<number> {
    const answer = (await (await fetch(`${this.#base}/api/v1/query?query=${encodeURIComponent(`(${promql})[1h:15s]`)}`)).json()) as Answer;
    if (answer.status !== "success") throw new Error(`${promql}: ${answer.error ?? ""}`);
    return answer.data.result.length;
  }

  /** The one value of a query, NaN where nothing answers. */
  async value(promql: string, atMs?: number): Promise<number> {
    const [sample] = await this.query(promql, atMs);
    return sample?.value ?? NaN;
  }

  /** Asks until the value fulfils the condition or `deadlineMs` (since 1970) has passed; resolves with the last value. */
  async valueOnce(promql: string, holds: (value: number) => boolean, deadlineMs: number): Promise<number> {
    for (;;) {
      const value = await this.value(promql);
      if (holds(value) || Date.now() > deadlineMs) return value;
      await sleep(POLL_MS);
    }
  }
}
