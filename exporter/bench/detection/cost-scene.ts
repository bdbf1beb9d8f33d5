import { DEFAULT_FOLD_SETTINGS, foldTextJson } from "#exporter/pack/fold-text";
import { Fold } from "#exporter/pipeline/fold";
import { FoldState } from "#exporter/pipeline/fold-state";
import { NO_EFFECTS } from "#exporter/pipeline/ports";
import type { Slab } from "#exporter/state/slab";
import type { StreamState } from "#exporter/pipeline/stream-state";
import type { EventTimes } from "#exporter/pipeline/windowed";
import { seededRandom } from "#exporter/model/random";
import type { Random } from "#exporter/model/random";

const BEGIN_MS = 1_700_006_400_000;
const INTERVAL_MS = 60_000;
/** As many series learn for themselves; the others begin with the state of one of them. */
const LEARNING = 1000;
/** Enough that detectors are ready and sure of themselves. */
const LEARNED_EVENTS = 600;

/** Labels of a key, made anew as a mapping makes them. */
function labelsOf(key: number): string[] {
  return [`d${String(key).padStart(7, "0")}`, `plant-${key % 7}`];
}

/** Events of one batch, ready to be observed. */
export interface Batch {
  readonly labels: readonly string[][];
  readonly values: Float64Array;
  readonly times: EventTimes;
}

function packOf(detect: string): string {
  return `streams:
  reading:
    subject: bench.reading.{device}
    format: json
    time: $.time
    labels: { device: '{device}', site: $.site }
    measures:
      temperature: { from: $.temperature, unit: celsius, kind: gauge, detect: ${detect} }
`;
}

/** One stream of many keys in the exporter's own structures, each key's detector past its warm-up. */
export class CostScene {
  readonly fold = new Fold(new FoldState(), NO_EFFECTS);
  readonly #stream: StreamState;
  readonly #keys: number;
  readonly #random: Random = seededRandom(1);
  readonly #times: { eventMs: number; logMs: number; watermarkMs: number } = { eventMs: BEGIN_MS, logMs: BEGIN_MS, watermarkMs: 0 };

  /** `detect` as a pack says it, in JSON. */
  constructor(detect: string, keys: number) {
    this.#keys = keys;
    const settings = { ...DEFAULT_FOLD_SETTINGS, maxKeys: keys };
    const change = this.fold.usePacks(foldTextJson({ packs: [{ name: "bench", yaml: packOf(detect) }], settings }));
    if (!change.ok) throw new Error(`--detector and --set must make a pack, got ${change.why}`);
    const [stream] = this.fold.state.streams;
    if (stream === undefined) throw new Error("the bench's pack must declare a stream, got none");
    this.#stream = stream;
    for (let key = 0; key < keys; key++) stream.keys.add(labelsOf(key), BEGIN_MS);
    this.#learn(Math.min(LEARNING, keys));
  }

  /** Bytes of all state a key. */
  get bytesPerKey(): number {
    return this.fold.state.structures.memory.sizeBytes() / this.#keys;
  }

  /** Events of keys drawn at random, or of every key once in random order if there are just as many; one interval later than the batch before. */
  batch(events: number): Batch {
    const times = this.#times;
    times.eventMs += INTERVAL_MS;
    times.logMs = times.eventMs;
    const keys = events === this.#keys ? this.#shuffled() : Array.from({ length: events }, () => Math.floor(this.#random.next() * this.#keys));
    return { labels: keys.map(labelsOf), values: Float64Array.from(keys, (key) => this.#value(key)), times };
  }

  /** Finds each event's key and scores its value. */
  observe({ labels, values, times }: Batch): void {
    const { keys, measures: [measure] } = this.#stream;
    for (let i = 0; i < labels.length; i++) {
      const key = keys.find(labels[i] ?? []);
      keys.touch(key, times.logMs);
      measure?.observe(key, values[i] ?? 0, times);
    }
  }

  /** Every key once. Fisher and Yates. */
  #shuffled(): number[] {
    const keys = Array.from({ length: this.#keys }, (_, key) => key);
    for (let i = keys.length - 1; i > 0; i--) {
      const j = Math.floor(this.#random.next() * (i + 1));
      [keys[i], keys[j]] = [keys[j] ?? i, keys[i] ?? j];
    }
    return keys;
  }

  #value(key: number): number {
    const day = (2 * Math.PI * (this.#times.eventMs % 86_400_000)) / 86_400_000;
    return 20 + (key % 50) + 4 * Math.sin(day + key) + this.#random.normal();
  }

  #learn(learning: number): void {
    const measure = this.#stream.measures[0];
    for (let i = 0; i < LEARNED_EVENTS; i++) {
      this.#times.eventMs += INTERVAL_MS;
      this.#times.logMs = this.#times.eventMs;
      for (let key = 0; key < learning; key++) measure?.observe(key, this.#value(key), this.#times);
    }
    if (measure === undefined) return;
    for (let key = learning; key < this.#keys; key++) {
      measure.series.ensure(key);
      copyRecord(measure.series.records, key % learning, key);
      copyRecord(measure.series.detector(key), measure.series.seat(key % learning), measure.series.seat(key));
    }
  }
}

/** Copies bytes, not numbers: not every bit pattern survives as one. */
function copyRecord(slab: Slab, from: number, to: number): void {
  const [source, target] = [slab.view(from), slab.writable(to)];
  const [sourceAt, targetAt] = [slab.offset(from), slab.offset(to)];
  for (let at = 0; at < slab.recordBytes; at += 4) target.setUint32(targetAt + at, source.getUint32(sourceAt + at, true), true);
}
