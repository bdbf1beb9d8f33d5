import { z } from "zod";

/** Payload of `eddy.control.mute`: a time in which anomalies are expected, or the end of one. */
export type MuteMessage = z.output<typeof muteSchema>;
/** A mute as it is asked for. */
export type MuteWindow = Exclude<MuteMessage, { readonly end: string }>;

const id = z.string().regex(/^[\w:.-]{1,64}$/, "1 to 64 letters, digits and :.-_");
const text = (most: number) => z.string().max(most, `at most ${most} characters`);
const ms = z.int().min(0);

const muteSchema = z.union([
  z.strictObject({ end: id }),
  z.strictObject({
    id,
    /** A stream with what is made from it, or a pack. */
    target: text(130).min(1),
    /** Only series that have all of these; {} = all series. */
    labels: z.record(text(64), text(128)).refine((labels) => Object.keys(labels).length <= 16, "at most 16 labels"),
    /** Event time, ms since 1970: from inclusive, to exclusive. */
    fromMs: ms,
    toMs: ms,
    reason: text(200),
  }).refine(({ fromMs, toMs }) => toMs > fromMs, "toMs behind fromMs"),
]);

/** Text of a mute message that is none. */
export class MuteError extends Error {
  override readonly name = "MuteError";
}

/**
 * Reads the payload of `eddy.control.mute`.
 * @throws MuteError naming the first fault
 */
export function parseMute(json: string): MuteMessage {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (cause) {
    throw new MuteError("mute must be JSON", { cause });
  }
  const { data, error } = muteSchema.safeParse(content);
  if (data !== undefined) return data;
  throw new MuteError(`mute must be as eddy mute writes it: ${z.prettifyError(error)}`, { cause: error });
}
