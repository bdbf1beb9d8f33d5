/** One recorded or simulated series, oldest value first. */
export interface Series {
  /** For people and for the order of results, for example `realTweets/Twitter_volume_KO.csv`. */
  readonly name: string;
  /** Event times, milliseconds since 1970. */
  readonly timesMs: Float64Array;
  readonly values: Float64Array;
}

/** Rows from `first` to `last`, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}
