/** NATS names that other programs may rely on. */

/** The JetStream stream that is the log, unless `nats.stream` says otherwise. */
export const LOG_STREAM = "EDDY";

/** Where rejected records lie, with their reason in the headers. */
export const DEAD_LETTER_STREAM = "EDDY_DLQ";

/** Prefix of a dead letter's subject; the stream's name follows. */
export const DEAD_LETTER_PREFIX = "eddy.dlq";

/** What stands for the stream's name where no stream declares the subject. */
export const UNMATCHED_STREAM = "_unmatched";

/** Where simulators tell what they injected; never part of the log. */
export const TRUTH_STREAM = "EDDY_TRUTH";

/** Subject of one injected anomaly: `eddy.truth.<stream>`. */
export const TRUTH_PREFIX = "eddy.truth";

/** Messages of the log that steer the fold and count in no total. */
export const CONTROL_PREFIX = "eddy.control";

/** Empty message: time has passed although nothing came. */
export const CONTROL_TICK = "eddy.control.tick";

/** The packs and settings in force from here on (JSON, see pack/fold-text.ts). */
export const CONTROL_PACK = "eddy.control.pack";

/** A time in which anomalies of some series are expected, or its end (JSON, see pack/mute.ts). */
export const CONTROL_MUTE = "eddy.control.mute";

/** Headers of a dead letter. */
export const DEAD_LETTER_HEADERS = {
  /** One of the closed rejection reasons. */
  reason: "Eddy-Reason",
  /** What was wrong, in words. */
  detail: "Eddy-Detail",
  /** The subject that the message was published to. */
  subject: "Eddy-Subject",
  /** Its sequence in the log. */
  sequence: "Eddy-Sequence",
  /** Bytes cut off because the dead letter would have been too large; absent when whole. */
  cut: "Eddy-Cut-Bytes",
} as const;
