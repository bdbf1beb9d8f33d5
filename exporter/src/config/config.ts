import type { FoldSettings } from "../pack/fold-text.ts";

/** eddy.yml, checked and complete. Paths are absolute; the files behind them were readable at load. */
export interface Config {
  readonly nats: NatsConfig;
  readonly log: {
    readonly maxAgeMs: number;
    readonly maxBytes: number;
    /** JetStream streams that the log copies. */
    readonly sources: readonly string[];
  };
  /** Directory of the checkpoints. */
  readonly data: string;
  /** Directories of the user's packs. */
  readonly packs: readonly string[];
  readonly fold: FoldSettings;
  readonly checkpoint: { readonly intervalMs: number };
  readonly metrics: {
    /** Samples of series in one exposition. */
    readonly maxSeries: number;
    readonly maxSeriesPerMetric: number;
  };
  readonly sources: {
    /** The machine's own metrics; undefined = off. */
    readonly system?: { readonly intervalMs: number } | undefined;
  };
}

/** The options as they stand in eddy.yml; the fold needs to know of the log's sources besides. */
export type ConfigFile = Omit<Config, "fold"> & { readonly fold: Omit<FoldSettings, "sources"> };

/** How to reach NATS. At most one way of signing in is given; secrets are still in their files. */
export interface NatsConfig {
  readonly urls: readonly string[];
  readonly user: string | undefined;
  readonly passwordFile: string | undefined;
  readonly tokenFile: string | undefined;
  readonly credsFile: string | undefined;
  readonly nkeyFile: string | undefined;
  readonly tls:
    | { readonly caFile: string | undefined; readonly certFile: string | undefined; readonly keyFile: string | undefined }
    | undefined;
  /** JetStream stream that is the log. */
  readonly stream: string;
}
