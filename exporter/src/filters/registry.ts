import { deadband } from "./deadband.ts";
import { drop } from "./drop.ts";
import { duplicates } from "./duplicates.ts";
import type { FilterKind } from "./filter.ts";
import { medianOfThree } from "./median-of-three.ts";
import { minimumInterval } from "./minimum-interval.ts";
import { plausible } from "./plausible.ts";
import { range } from "./range.ts";
import { rateOfChange } from "./rate-of-change.ts";
import { sampling } from "./sampling.ts";

/** Every filter by its id: one line each. */
export const filterKinds: ReadonlyMap<string, FilterKind> = new Map(
  [
    deadband,
    drop,
    duplicates,
    medianOfThree,
    minimumInterval,
    plausible,
    range,
    rateOfChange,
    sampling,
  ].map((kind: FilterKind) => [kind.id, kind]),
);
