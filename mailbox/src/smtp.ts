import { SMTPServer } from "smtp-server";
import type { SMTPServerDataStream, SMTPServerSession } from "smtp-server";
import type { Box } from "./box.ts";

/** With 500 mails of this size the mailbox stays below half a gibibyte. */
const LARGEST_MAIL_BYTES = 1_048_576;
const REFUSED = 552;

/** Takes mails for whomever into the box, unencrypted and without a password: loopback only. Rejects where the port is taken. */
export async function serveSmtp(box: Box, port: number, tell: (line: string) => void): Promise<SMTPServer> {
  const server = new SMTPServer({
    name: "localhost",
    banner: "mailbox of the demo",
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: LARGEST_MAIL_BYTES,
    maxClients: 20,
    onData(stream, session, done) {
      take(box, stream, session).then(() => { done(null); }, (error: unknown) => {
        tell(`mail refused: ${error instanceof Error ? error.message : String(error)}`);
        done(Object.assign(new Error("this mail can't be taken"), { responseCode: REFUSED }));
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  server.removeAllListeners("error");
  // A client that leaves in the middle of a mail is no fault of ours.
  server.on("error", (error) => { tell(`a client of SMTP: ${error.message}`); });
  return server;
}

async function take(box: Box, stream: SMTPServerDataStream, { envelope: { mailFrom, rcptTo } }: SMTPServerSession): Promise<void> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    sizeBytes += bytes.length;
    // Read to its end all the same: else the client would wait for ever.
    if (sizeBytes <= LARGEST_MAIL_BYTES) chunks.push(bytes);
  }
  if (sizeBytes > LARGEST_MAIL_BYTES) throw new Error(`it has ${sizeBytes} bytes, at most ${LARGEST_MAIL_BYTES} are taken`);
  await box.take({ from: mailFrom === false ? "" : mailFrom.address, to: rcptTo.map(({ address }) => address), bytes: Buffer.concat(chunks) });
}
