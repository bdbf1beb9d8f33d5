import { DOMAINS } from "./domains/registry.ts";
import type { Telling } from "./domains/domain.ts";
import { toldMessage, truthMessage } from "./message.ts";
import type { Message } from "./message.ts";
import type { Settings } from "./settings.ts";
import type { Fact } from "./world/fact.ts";
import { happenings } from "./world/world.ts";

/** The subject that the story tells most often: its last message says how far an earlier run has told it. */
export const STORY_SUBJECT = "web.views.shop";
/** The name that the story goes by in `Settings.known`. */
export const STORY = "story";
/** What is told besides streams: incidents touch several. */
const INCIDENT_TRUTH = "incident";

/** What the domains tell of the shared world, past and present alike: `scale` is the size of the shop. */
export function* story(settings: Settings, run: string, scale: number): Generator<Message, void> {
  const { seed, startMs, pastMs, known, scheduled, incidents } = settings;
  const fromMs = Math.max(startMs - pastMs, (known?.get(STORY) ?? -1) + 1);
  const tell = tellAll(seed);
  let count = 0;
  for (const happening of happenings({ seed, run, fromMs, startMs, scale, scheduled, forced: incidents })) {
    const { atMs } = happening;
    if ("incident" in happening) {
      yield truthMessage(`${run}-s${count++}-truth`, INCIDENT_TRUTH, happening.incident);
      continue;
    }
    for (const telling of tell(happening.fact, atMs)) yield toldMessage({ id: `${run}-s${count++}`, atMs, ...telling });
  }
}

/** All domains as one. */
function tellAll(seed: number): (fact: Fact, atMs: number) => Telling[] {
  const tellers = DOMAINS.flatMap((domain) => domain.tellers?.(seed) ?? []);
  return (fact, atMs) => tellers.flatMap((teller) => {
    // The entry of a kind takes facts of that kind.
    const tell = teller[fact.kind] as ((fact: Fact, atMs: number) => readonly Telling[]) | undefined;
    return tell?.(fact, atMs) ?? [];
  });
}
