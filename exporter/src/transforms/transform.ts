import type { Detector, EarlierState } from "../detectors/detector.ts";

/** One kind of transform, listed in registry.ts: it gives a detector other values to look at. */
export interface TransformKind {
  /** As written in packs, for example `log`. */
  readonly id: string;
  /** Raised when the layout or the meaning of the state changes; `earlier` then says how the state before goes on. */
  readonly version: number;
  /** By the version then: state of the transform alone that goes on. That of versions left out begins anew. */
  readonly earlier?: ReadonlyMap<number, EarlierState>;
  /** True if a transformed value is still an amount in the unit of the value. */
  readonly keepsUnit: boolean;
  /**
   * A detector of the values as they are, made from one of transformed values. Expectation, band and the figures of
   * reasons that are amounts are told in the values' own unit.
   */
  wrap(detector: Detector): Detector;
}
