/** A picture as shapes, painted in their order; coordinates in pixels from the upper left. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];
export type Point = readonly [x: number, y: number];

/** What can be painted. */
export type Shape =
  | { readonly kind: "line"; readonly points: readonly Point[]; readonly colour: Colour; readonly width: number }
  /** Closed and filled; opacity from 0 to 1. */
  | { readonly kind: "polygon"; readonly points: readonly Point[]; readonly colour: Colour; readonly opacity: number }
  /** `at` is the baseline's left end, middle or right end. */
  | { readonly kind: "text"; readonly at: Point; readonly text: string; readonly anchor: "start" | "middle" | "end"; readonly colour: Colour };

/** Height of a capital letter, and how far apart letters begin; the same in all forms that a drawing takes. */
export const LETTER = { height: 11, advance: 9 } as const;
