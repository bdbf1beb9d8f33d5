import { z } from "zod";

/** Settings of eddy.yml that change what the fold computes; they travel in the log with the packs. */
export interface FoldSettings {
  /** How long events may come late, ms; default 30,000. */
  readonly latenessMs: number;
  /** How far an event's time may lie ahead of its receipt, ms; default 3,600,000. */
  readonly maxFutureMs: number;
  /** Keys (distinct label values) a stream may have; further ones count under `__other__`. Default 1,000,000. */
  readonly maxKeys: number;
  /** Largest payload, bytes; default 1,048,576. */
  readonly maxPayloadBytes: number;
  /** Deepest nesting of a payload; default 64. */
  readonly maxDepth: number;
  /** Ids remembered a stream and generation at the most; default 1,000,000. */
  readonly maxIds: number;
  /** Streams that the log copies (`log.sources`): only their copies are told apart by the header that names them. */
  readonly sources: readonly string[];
}

/** What holds unless eddy.yml says otherwise. */
export const DEFAULT_FOLD_SETTINGS: FoldSettings = {
  latenessMs: 30_000,
  maxFutureMs: 3_600_000,
  maxKeys: 1_000_000,
  maxPayloadBytes: 1_048_576,
  maxDepth: 64,
  maxIds: 1_000_000,
  sources: [],
};

/** One pack as its author wrote it. */
export interface PackText {
  /** The folder's name: the prefix of its streams. */
  readonly name: string;
  /** Text of pack.yml. */
  readonly yaml: string;
}

/** All text that the fold needs: the payload of `eddy.control.pack` is `foldTextJson` of this. */
export interface FoldText {
  readonly packs: readonly PackText[];
  readonly settings: FoldSettings;
}

/** Canonical JSON: packs sorted by name, settings in a fixed order, so that equal content is equal text. */
export function foldTextJson(text: FoldText): string {
  const packs = [...text.packs].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, yaml }) => ({ name, yaml }));
  const { latenessMs, maxFutureMs, maxKeys, maxPayloadBytes, maxDepth, maxIds, sources } = text.settings;
  return JSON.stringify({ packs, settings: { latenessMs, maxFutureMs, maxKeys, maxPayloadBytes, maxDepth, maxIds, sources: [...sources].sort() } });
}

/** Text from the log that is no fold text. */
class FoldTextError extends Error {
  override readonly name = "FoldTextError";
}

const settingsSchema = z.strictObject({
  latenessMs: z.int().min(0),
  maxFutureMs: z.int().min(0),
  maxKeys: z.int().min(1),
  maxPayloadBytes: z.int().min(1),
  maxDepth: z.int().min(1),
  maxIds: z.int().min(1),
  sources: z.array(z.string()),
});

const foldTextSchema = z.strictObject({
  packs: z.array(z.strictObject({ name: z.string(), yaml: z.string() })),
  settings: settingsSchema,
});

/**
 * Reads the payload of `eddy.control.pack` back. The packs in it are not compiled yet.
 * @throws FoldTextError naming the first fault
 */
export function parseFoldText(json: string): FoldText {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (cause) {
    throw new FoldTextError("fold text must be JSON", { cause });
  }
  const { data, error } = foldTextSchema.safeParse(content);
  if (data !== undefined) return data;
  throw new FoldTextError(`fold text must be as Eddy writes it: ${z.prettifyError(error)}`, { cause: error });
}
