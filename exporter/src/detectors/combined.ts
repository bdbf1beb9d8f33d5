import { ONSET_EVIDENCE } from "../stats/evidence.ts";
import { noJudgement } from "./detector.ts";
import type { Detector, Group, Judgement, SilenceJudge } from "./detector.ts";

/** One of several detectors, and where its state lies behind the first one's. */
interface Part {
  readonly detector: Detector;
  readonly at: number;
}

/** What a judgement expects, and its band. */
type Expectation = Pick<Judgement, "expected" | "lower" | "upper">;

/**
 * Several detectors of one series as one: the strongest evidence and its reason, ready as soon as one of them is. Expected value
 * and band are those of the detector that tells of an onset, so that the reason fits them; else, or where that one expects
 * nothing, those of the first that expects something. At most one compares siblings. Each costs what it costs alone; their states
 * lie one behind the other.
 */
export function combined(detectors: readonly [Detector, ...Detector[]]): Detector {
  const [first] = detectors;
  const parts: Part[] = [];
  let size = 0;
  for (const detector of detectors) {
    parts.push({ detector, at: size });
    size += detector.size;
  }
  const other = noJudgement();
  const usual: Expectation = { expected: NaN, lower: NaN, upper: NaN };
  const sibling = detectors.find(({ groupSize }) => groupSize !== undefined);
  const silence = silenceOf(parts);
  return {
    size,
    score(page, offset, input, judgement) {
      first.score(page, offset, input, judgement);
      takeExpectation(usual, judgement);
      for (let i = 1; i < parts.length; i++) {
        const part = parts[i];
        part?.detector.score(page, offset + part.at, input, other);
        if (Number.isNaN(usual.expected) && !Number.isNaN(other.expected)) takeExpectation(usual, other);
        takeStronger(judgement, other);
      }
      if (!(judgement.evidence >= ONSET_EVIDENCE) || Number.isNaN(judgement.expected)) takeExpectation(judgement, usual);
    },
    learn(page, offset, input) {
      for (const part of parts) part.detector.learn(page, offset + part.at, input);
    },
    ...(silence !== undefined && { silence }),
    ...beyondOf(detectors),
    ...(sibling?.groupSize !== undefined && { groupSize: sibling.groupSize, enter: (group: Group) => { sibling.enter?.(group); } }),
  };
}

/** Where one of them has another detector beyond so many keys, all that it is combined with go on beside that. */
function beyondOf(detectors: readonly Detector[]): Pick<Detector, "beyond"> {
  const keys = detectors.flatMap(({ beyond }) => beyond?.keys ?? []);
  const [first, ...others] = detectors.map((detector) => beyondAll(detector));
  if (keys.length === 0 || first === undefined) return {};
  return { beyond: { keys: Math.min(...keys), detector: combined([first, ...others]) } };
}

function beyondAll(detector: Detector): Detector {
  return detector.beyond?.detector ?? detector;
}

function takeStronger(judgement: Judgement, other: Judgement): void {
  judgement.ready ||= other.ready;
  if (!(other.evidence > judgement.evidence)) return;
  judgement.evidence = other.evidence;
  judgement.reason = other.reason;
  judgement.a = other.a;
  judgement.b = other.b;
  judgement.c = other.c;
  takeExpectation(judgement, other);
}

function takeExpectation(to: Expectation, from: Readonly<Expectation>): void {
  to.expected = from.expected;
  to.lower = from.lower;
  to.upper = from.upper;
}

/** The least patience, the strongest evidence; undefined where none judges silence. */
function silenceOf(parts: readonly Part[]): SilenceJudge | undefined {
  const judges = parts.flatMap(({ detector, at }) => (detector.silence === undefined ? [] : [{ silence: detector.silence, at }]));
  const [first, ...others] = judges;
  if (first === undefined) return undefined;
  const other = noJudgement();
  return {
    patienceMs: (page, offset) => judges.reduce((least, { silence, at }) => Math.min(least, silence.patienceMs(page, offset + at)), Infinity),
    score(page, offset, silentMs, judgement) {
      first.silence.score(page, offset + first.at, silentMs, judgement);
      for (const { silence, at } of others) {
        silence.score(page, offset + at, silentMs, other);
        takeStronger(judgement, other);
      }
    },
  };
}
