import type { Detector, DetectorKind, EarlierRecord, EarlierState } from "../detectors/detector.ts";
import { unchanged } from "../detectors/earlier.ts";
import { detectorKinds } from "../detectors/registry.ts";
import { passOn } from "../transforms/pass-on.ts";
import { transformKinds } from "../transforms/registry.ts";
import type { TransformKind } from "../transforms/transform.ts";

/** Bytes that the next version keeps in front of what a record was. */
const HEAD_BYTES = 16;

/** For tests: a kind as its next version could be, with another layout of every record that the present one keeps. */
export function raised(kind: DetectorKind): DetectorKind {
  return { ...kind, version: kind.version + 1, create: (settings, words) => nextOf(kind.create(settings, words), kind.version) };
}

/** For tests: the same of a transform. */
export function raisedTransform(kind: TransformKind): TransformKind {
  const nothing: Detector = { size: 0, score: () => undefined, learn: () => undefined };
  return {
    ...kind,
    version: kind.version + 1,
    earlier: new Map([[kind.version, behindHead(unchanged(kind.wrap(nothing).size))]]),
    wrap: (detector) => movedBack(kind.wrap(detector)),
  };
}

/** For tests: runs with these kinds in the place of the registered ones of their ids, or beside them. */
export function underKinds<T>(kinds: readonly DetectorKind[], transforms: readonly TransformKind[], run: () => T): T {
  const [detectorsBefore, transformsBefore] = [new Map(detectorKinds), new Map(transformKinds)];
  replace(detectorKinds, new Map([...detectorsBefore, ...kinds.map((kind): [string, DetectorKind] => [kind.id, kind])]));
  replace(transformKinds, new Map([...transformsBefore, ...transforms.map((kind): [string, TransformKind] => [kind.id, kind])]));
  try {
    return run();
  } finally {
    replace(detectorKinds, detectorsBefore);
    replace(transformKinds, transformsBefore);
  }
}

function replace<T>(registry: ReadonlyMap<string, T>, content: ReadonlyMap<string, T>): void {
  const written = registry as Map<string, T>;
  written.clear();
  for (const [id, kind] of content) written.set(id, kind);
}

function nextOf(detector: Detector, version: number): Detector {
  const { size, groupSize, beyond, earlier = [] } = detector;
  const present: EarlierState = { ...unchanged(size), ...(groupSize !== undefined && { group: unchanged(groupSize) }) };
  return {
    ...movedBack(detector),
    ...(beyond !== undefined && { beyond: { keys: beyond.keys, detector: nextOf(beyond.detector, version) } }),
    earlier: new Map([...earlier, [version, present] as const].map(([before, state]) => [before, stateBehindHead(state)])),
  };
}

function movedBack(detector: Detector): Detector {
  const { size, groupSize, enter } = detector;
  return {
    size: size + HEAD_BYTES,
    score(page, offset, input, judgement) { detector.score(page, offset + HEAD_BYTES, input, judgement); },
    learn(page, offset, input) { detector.learn(page, offset + HEAD_BYTES, input); },
    ...passOn(detector, HEAD_BYTES, movedBack),
    ...(groupSize !== undefined && { groupSize: groupSize + HEAD_BYTES }),
    ...(enter !== undefined && { enter: (group) => { enter({ ...group, offset: group.offset + HEAD_BYTES }); } }),
  };
}

function stateBehindHead({ group, ...record }: EarlierState): EarlierState {
  return { ...behindHead(record), ...(group !== undefined && { group: behindHead(group) }) };
}

function behindHead(record: EarlierRecord): EarlierRecord {
  return { size: record.size, migrate: (from, fromOffset, to, toOffset) => { record.migrate(from, fromOffset, to, toOffset + HEAD_BYTES); } };
}
