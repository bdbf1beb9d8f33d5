import type { TransformKind } from "./transform.ts";

/** Values as they are. */
export const none: TransformKind = { id: "none", version: 1, keepsUnit: true, wrap: (detector) => detector };
