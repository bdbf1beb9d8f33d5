import type { Detector } from "../detectors/detector.ts";
import { because, REASON } from "../detectors/reasons.ts";
import type { AbsentPlan, DetectorPlan } from "../pack/plan.ts";
import { deviationEvidence } from "../stats/evidence.ts";

const ENDED = 0;
const USUAL = 8;
const LAST = 16;
const SINCE = 24;

/** Silences that have ended before one is judged. */
const WARM_UP = 10;
/** Share of the usual silence that is forgotten with each one that ends. */
const FORGOTTEN = 1 / 1000;

/** Raised when the layout or the meaning of the state changes. */
const VERSION = 1;

/** What scores the silence of a stream: no kind of the registry, since packs can't choose it for a measure. */
export function silencePlan({ everyMs, onset }: AbsentPlan): DetectorPlan {
  const detector = silenceDetector(everyMs, onset);
  return { key: `silence@${VERSION}${JSON.stringify({ everyMs, onset })}`, detector, groupBy: [], parts: [{ version: VERSION, state: detector }] };
}

/**
 * Judges seconds of silence, looked at every now and then, by the longest silence that is usual.
 *
 * evidence = 2.5 · (silence / (onset · usual))², so an anomaly begins at `onset` times the usual silence; band from 0 to there.
 * A silence is learned when it has ended, by how long it was when last looked at:
 *   usual = max(usual · (1 − 1/1000), silence); once ready, a silence beyond the band counts as its geometric mean with it.
 * The usual silence is never taken for less than the time between two looks.
 *
 * No detector for packs to choose: its values must be the seconds since something that happened. 32 bytes.
 */
function silenceDetector(everyMs: number, onset: number): Detector {
  const leastSeconds = everyMs / 1000;
  const upperAt = (page: DataView, offset: number): number => onset * Math.max(page.getFloat64(offset + USUAL, true), leastSeconds);
  return {
    size: 32,
    score(page, offset, { value }, judgement) {
      const ended = page.getFloat64(offset + ENDED, true);
      const upper = upperAt(page, offset);
      judgement.ready = ended >= WARM_UP;
      judgement.evidence = judgement.ready ? deviationEvidence(value / upper, 1) : 0;
      because(judgement, judgement.evidence > 0 ? REASON.silent : REASON.none, value, upper / onset);
      judgement.expected = ended > 0 ? upper / onset : NaN;
      judgement.lower = judgement.ready ? 0 : NaN;
      judgement.upper = judgement.ready ? upper : NaN;
    },
    learn(page, offset, { value, eventMs }) {
      const sinceMs = Math.round(eventMs - value * 1000);
      const before = page.getFloat64(offset + SINCE, true);
      if (before !== 0 && sinceMs !== before) {
        const ended = page.getFloat64(offset + ENDED, true) + 1;
        const last = page.getFloat64(offset + LAST, true);
        const upper = ended > WARM_UP ? upperAt(page, offset) : Infinity;
        const silence = last > upper ? Math.sqrt(last * upper) : last;
        page.setFloat64(offset + USUAL, Math.max(page.getFloat64(offset + USUAL, true) * (1 - FORGOTTEN), silence), true);
        page.setFloat64(offset + ENDED, ended, true);
      }
      page.setFloat64(offset + SINCE, sinceMs, true);
      page.setFloat64(offset + LAST, value, true);
    },
  };
}
