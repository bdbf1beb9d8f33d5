import type { Clock } from "../model/clock.ts";
import { Fold } from "../pipeline/fold.ts";
import { FoldState } from "../pipeline/fold-state.ts";
import { NO_EFFECTS } from "../pipeline/ports.ts";
import type { NatsLink } from "../sources/nats/connect.ts";
import { firstPack } from "../sources/nats/control.ts";
import { readLogState } from "../sources/nats/log-state.ts";
import { NatsError } from "../sources/nats/nats-error.ts";
import { NatsLogReader } from "../sources/nats/reader.ts";
import { openJetStream } from "../sources/nats/server.ts";

/** A fold of a part of a log that nobody follows. */
export interface RefoldOptions {
  readonly link: NatsLink;
  readonly clock: Clock;
  readonly stream: string;
  /** Last sequence to fold; must lie in the log. */
  readonly until: number;
  /** Told now and then how far it is. */
  onProgress(sequence: number): void;
}

/**
 * Folds the log from its first message up to `until`, in one go and into a state of its own: nothing is published,
 * nothing outside changes. Throws NatsError where the log doesn't hold what it takes.
 */
export async function refold(options: RefoldOptions): Promise<Fold> {
  const { link, clock, stream, until } = options;
  const manager = await openJetStream(link.connection);
  const log = await readLogState(manager, stream);
  if (log.firstSequence > 1) throw new NatsError("settings", `stream ${stream} begins at ${log.firstSequence}: its limits took what came before, so it can't be folded from its first message`);
  if (log.lastSequence < until) throw new NatsError("settings", `stream ${stream} ends at ${log.lastSequence}, before ${until}`);
  const packs = await firstPack(manager, stream);
  if (packs === undefined) throw new NatsError("settings", `stream ${stream} holds no packs: no Eddy has read it yet`);
  const fold = new Fold(new FoldState(), NO_EFFECTS);
  const change = fold.usePacks(packs.json);
  if (!change.ok) throw new NatsError("settings", `the first packs in stream ${stream} can't be used: ${change.why}`);
  await new Promise<void>((resolve, reject) => {
    const reader = new NatsLogReader({
      link, manager, clock, stream, created: log.created, from: log.firstSequence,
      onRestart: () => undefined,
      onUnsure: (why) => { reject(new NatsError("settings", why)); },
    });
    reader.onEvents = (events) => {
      for (const event of events) {
        if (event.sequence > until) break;
        while (!fold.apply(event));
      }
      options.onProgress(fold.sequence);
      if (fold.sequence < until) return;
      resolve();
      void reader.close();
    };
    reader.start();
  });
  return fold;
}
