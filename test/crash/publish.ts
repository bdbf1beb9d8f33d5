import { AckedPublisher } from "../acked-publisher.ts";
import { Ledger, type Expected } from "./ledger.ts";
import { Traffic } from "./traffic.ts";

/** What the publisher tells its parent: how far it is, and at the end its ledger. */
export type Told = { readonly stored: number } | { readonly expected: Expected };

const TELL_EVERY = 100;

/** Body of the publisher's process: stores messages at full speed until `least` are stored and the parent says so. */
export async function publish(url: string, least: number): Promise<void> {
  const told = new AbortController();
  process.once("message", () => { told.abort(); });
  const publisher = await AckedPublisher.connect(url);
  const traffic = new Traffic();
  const ledger = new Ledger();
  for (let sent = 0; !told.signal.aborted || sent < least; sent++) {
    const entry = traffic.next();
    await publisher.publish(entry, () => {
      entry.note(ledger);
      if (++ledger.expected.stored % TELL_EVERY === 0) tell({ stored: ledger.expected.stored });
    });
  }
  await publisher.drain();
  await publisher.close();
  tell({ expected: ledger.expected });
  process.disconnect();
}

function tell(told: Told): void {
  process.send?.(told);
}
