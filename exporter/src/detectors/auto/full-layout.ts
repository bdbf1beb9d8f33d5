import { Improbability } from "./improbability.ts";
import { BlockNewness, Newness } from "./newness.ts";
import { Rest } from "./rests.ts";
import { Season } from "./season.ts";
import { Standstill } from "./standstill.ts";

const HOURS = 24;
/** In front what each event needs, 736 bytes that lie together for the sake of the processor's caches. */
const SEASON = 0;
const STANDSTILL = SEASON + Season.frontSize(HOURS);
const REST = STANDSTILL + Standstill.size;
const IMPROBABLE_REST = REST + Rest.size;
/** How many improbable events there were, forgetting; sums of the running block and its events. */
const IMPROBABLE_COUNT = IMPROBABLE_REST + Rest.size;
const VALUE_SUM = IMPROBABLE_COUNT + 8;
const RESIDUAL_SUM = VALUE_SUM + 8;
const BLOCK = RESIDUAL_SUM + 8;
const VALUES = BLOCK + 8;
const RESIDUALS = VALUES + Newness.frontSize;
const IMPROBABLE = RESIDUALS + Newness.frontSize;
/** Of the rest an event needs a place here and there. */
const OFFSETS = IMPROBABLE + Improbability.size;
const VALUES_REST = OFFSETS + 8 * HOURS;
const RESIDUALS_REST = VALUES_REST + Newness.restSize;
const VALUE_BLOCKS = RESIDUALS_REST + Newness.restSize;
const RESIDUAL_BLOCKS = VALUE_BLOCKS + BlockNewness.size;
const SIZE = RESIDUAL_BLOCKS + BlockNewness.size;

/** Where each part of the full tier's state lies, in bytes. */
export const FULL = {
  HOURS, SEASON, STANDSTILL, REST, IMPROBABLE_REST, IMPROBABLE_COUNT, VALUE_SUM, RESIDUAL_SUM, BLOCK, VALUES, RESIDUALS, IMPROBABLE,
  OFFSETS, VALUES_REST, RESIDUALS_REST, VALUE_BLOCKS, RESIDUAL_BLOCKS, SIZE,
} as const;
