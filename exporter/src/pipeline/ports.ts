import type { RecordContext } from "../mapping/mapper.ts";
import type { RawEvent } from "../model/raw-event.ts";
import type { Frozen } from "../state/memory.ts";
import type { Rejection } from "../model/rejection.ts";
import type { StreamPlan } from "../pack/plan.ts";

/** Where in the log a state stands. Sequence 0 = nothing folded. */
export interface Position {
  /** Name of the log's stream. */
  readonly stream: string;
  /** The stream's creation time as the server writes it; "" before the first start. */
  readonly created: string;
  readonly sequence: number;
  /** Store time of the message at `sequence`. */
  readonly storeTimeMs: number;
  readonly storeTimeNs: number;
  /** Hash of that message's subject and payload (model/hash.ts), 16 hex digits; "" at sequence 0. */
  readonly hash: string;
}

/** What the reader found when it compared a position with the log. */
export type LogCheck =
  /** Read on behind the position. */
  | { readonly kind: "same" }
  /** The log's limits took messages that were never folded. */
  | { readonly kind: "trimmed"; readonly discarded: number }
  /** Another log, or one put back to an earlier state: a new epoch. */
  | { readonly kind: "rewound"; readonly startTimeMs: number; readonly startTimeNs: number };

/** Feeds a partition from the log. Made anew after each stop. */
export interface LogReader {
  /** Receives messages in order, at least one; owns the array. */
  onEvents: (events: RawEvent[]) => void;
  /** No further pull until `resume`; what is under way still comes (at most two pulls). */
  pause(): void;
  resume(): void;
}

/** What a pack message came to. */
export type PackChange = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** What the fold tells the outside. Called again after a crash: receivers de-duplicate by `id`. */
export interface FoldEffects {
  /** `id` is `<epoch>:<sequence>:<index>`; `stream` is "" where none matched. */
  rejected(event: RawEvent, id: string, stream: string, rejection: Rejection): void;
  /** A pack message was folded: its packs are in force, or they can't be and the old ones stay. */
  packsChanged(change: PackChange): void;
  /** A mute message of the log could not be taken; nothing is muted by it. Left out where nobody looks. */
  readonly muteRefused?: (why: string) => void;
  /**
   * A record (or an item of one) became an event, which stands in `stream.mapper.event`; filters have not seen it yet.
   * For tools that show events; left out where nobody looks.
   */
  readonly mapped?: (stream: StreamPlan, record: unknown, context: RecordContext) => void;
}

/** For a fold that nobody listens to. */
export const NO_EFFECTS: FoldEffects = { rejected: () => undefined, packsChanged: () => undefined };

/** A state at one moment, to be written page by page while the fold goes on. */
export interface Snapshot {
  readonly epoch: number;
  readonly sequence: number;
  /** JSON of the small tables and of the lengths of all pages. */
  readonly header: string;
  readonly pages: Frozen;
}

/** Keeps snapshots: the newest valid one is what a start begins from. */
export interface CheckpointStore {
  /** Writes, verifies and puts in place; throws if it can't, the ones before stay. Returns its size in bytes. */
  write(snapshot: Snapshot): Promise<number>;
}
