import type { Message } from "./message.ts";
import { reports } from "./reports.ts";
import type { Settings } from "./settings.ts";
import { story } from "./story.ts";

/** Messages a second that a shop of size 1 makes in the mean of a week. */
const FULL_STORY_RATE = 10;
/** It is small, because its past is told one to one: a shop that had been smaller in the past would look like an anomaly. */
const STORY_RATE = 6;
/** Up to this share of all messages; a higher rate makes the sources report more often, the shop stays as it is. */
const STORY_SHARE = 0.03;

/** All messages in the order of their time: first the past, then the live part without end. */
export function* simulate(settings: Settings): Generator<Message, void> {
  const { seed, startMs, rate } = settings;
  // An id names one message of one run: a second run is not taken for a copy of the first.
  const run = `${seed}-${startMs.toString(36)}`;
  const storyRate = Math.min(STORY_RATE, rate * STORY_SHARE);
  yield* merge(reports(settings, run, rate - storyRate), story(settings, run, storyRate / FULL_STORY_RATE));
}

/** Two sequences in order as one; the first goes first where times are equal. */
function* merge(left: Iterator<Message, void>, right: Iterator<Message, void>): Generator<Message, void> {
  let a = left.next();
  let b = right.next();
  while (a.done !== true || b.done !== true) {
    if (b.done === true || (a.done !== true && a.value.atMs <= b.value.atMs)) {
      yield a.value as Message;
      a = left.next();
    } else {
      yield b.value;
      b = right.next();
    }
  }
}
