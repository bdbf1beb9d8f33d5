/** What can be wrong between Eddy and NATS, so that callers need not read texts. */
export type NatsErrorCode =
  /** An option that can't work. */
  | "options"
  /** Nothing answers at the address. */
  | "refused"
  /** The server knows the user not, or no longer. */
  | "auth"
  /** The certificate is not trusted, or one side wants TLS and the other has none. */
  | "tls"
  /** The server's JetStream is off, or the server is too old. */
  | "jetstream"
  /** The user may not do what Eddy has to do. */
  | "permission"
  /** Another stream owns a subject that the log should capture. */
  | "overlap"
  /** The stream exists with settings that would lose events. */
  | "settings"
  /** The server didn't answer in time, or answered with an error of its own. */
  | "server";

/** A fault between Eddy and NATS: the text says what is wrong and what to do about it. */
export class NatsError extends Error {
  override readonly name = "NatsError";
  readonly code: NatsErrorCode;

  constructor(code: NatsErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The text of whatever was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
