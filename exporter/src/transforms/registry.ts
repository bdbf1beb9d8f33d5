import { anscombe } from "./anscombe.ts";
import { auto } from "./auto.ts";
import { grid } from "./grid.ts";
import { log } from "./log.ts";
import { none } from "./none.ts";
import type { TransformKind } from "./transform.ts";

/** Every transform by its id: one line each. */
export const transformKinds: ReadonlyMap<string, TransformKind> = new Map(
  [
    anscombe,
    auto,
    grid,
    log,
    none,
  ].map((kind) => [kind.id, kind]),
);
