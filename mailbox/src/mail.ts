import PostalMime from "postal-mime";

/** One mail as the mailbox shows it. */
export interface Mail {
  /** 1 for the first since the start. */
  readonly id: number;
  /** When it was taken, RFC 3339. */
  readonly receivedAt: string;
  readonly from: string;
  /** Whom the sender named to the server; several are separated by commas. */
  readonly to: string;
  readonly subject: string;
  /** Plain text, "" where there is none. */
  readonly text: string;
  /** HTML as it was sent, undefined where there is none. Foreign text: to be shown in a sandbox only. */
  readonly html: string | undefined;
}

/** A mail as it came: the envelope's addresses and its bytes. */
export interface RawMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Uint8Array;
}

/** Reads a mail; rejects where it is none. */
export async function readMail({ from, to, bytes }: RawMail, id: number, receivedMs: number): Promise<Mail> {
  const { subject = "", text = "", html } = await PostalMime.parse(bytes);
  return { id, receivedAt: new Date(receivedMs).toISOString(), from, to: to.join(", "), subject, text, html };
}
