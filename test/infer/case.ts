/** What a person would declare of one stream. Paths as in packs; tokens that vary are `{0}`, `{1}`, … */
export interface StreamKey {
  /** `*` where a token varies. */
  readonly subject: string;
  readonly time: string;
  /** Any of these is right; [] = there is none. */
  readonly id: readonly string[];
  readonly labels: readonly string[];
  readonly measures: readonly string[];
  /** Fields that may as well be one thing as another: they count for nothing. */
  readonly either?: readonly string[];
}

/** A file and its key. */
export interface InferCase {
  readonly name: string;
  /** Where it lies; seen from the checkout unless it is absolute. */
  readonly file: string;
  readonly subject: string;
  readonly streams: readonly StreamKey[];
}
