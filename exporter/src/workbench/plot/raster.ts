import type { Colour, Drawing, Point, Shape } from "./drawing.ts";
import { LETTER } from "./drawing.ts";
import { dotsOf } from "./letters.ts";

/** Each pixel is the mean of so many times so many: edges are smooth. */
const FINER = 3;
const DOT = LETTER.height / 7;

/** A drawing as rows of pixels, three bytes each, on white. Memory: FINER² · 3 bytes a pixel. */
export function rasterOf({ width, height, shapes }: Drawing): Uint8Array {
  const canvas = new Canvas(width * FINER, height * FINER);
  for (const shape of shapes) paint(canvas, shape);
  return canvas.shrunk();
}

function paint(canvas: Canvas, shape: Shape): void {
  switch (shape.kind) {
    case "polygon": canvas.fill(shape.points.map(fine), shape.colour, shape.opacity); break;
    case "line": paintLine(canvas, shape); break;
    case "text": paintText(canvas, shape); break;
  }
}

function fine([x, y]: Point): Point {
  return [x * FINER, y * FINER];
}

/** Each stretch is a rectangle, a bit longer than it is, so that bends have no gap. */
function paintLine(canvas: Canvas, { points, colour, width }: Extract<Shape, { kind: "line" }>): void {
  const half = (width * FINER) / 2;
  for (let i = 1; i < points.length; i++) {
    const [x1, y1] = fine(points[i - 1] ?? [0, 0]);
    const [x2, y2] = fine(points[i] ?? [0, 0]);
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const along = [((x2 - x1) / length) * half, ((y2 - y1) / length) * half] as const;
    const ends = [[x1 - along[0] / 2, y1 - along[1] / 2], [x2 + along[0] / 2, y2 + along[1] / 2]] as const;
    canvas.fill([
      [ends[0][0] - along[1], ends[0][1] + along[0]], [ends[1][0] - along[1], ends[1][1] + along[0]],
      [ends[1][0] + along[1], ends[1][1] - along[0]], [ends[0][0] + along[1], ends[0][1] - along[0]],
    ], colour, 1);
  }
}

function paintText(canvas: Canvas, { at, text, anchor, colour }: Extract<Shape, { kind: "text" }>): void {
  const width = text.length * LETTER.advance;
  const left = at[0] - { start: 0, middle: width / 2, end: width }[anchor];
  for (const [i, letter] of Array.from(text).entries()) {
    for (const [column, row] of dotsOf(letter)) {
      const [x, y] = fine([left + i * LETTER.advance + column * DOT, at[1] - LETTER.height + row * DOT]);
      const size = DOT * FINER;
      canvas.fill([[x, y], [x + size, y], [x + size, y + size], [x, y + size]], colour, 1);
    }
  }
}

class Canvas {
  readonly #width: number;
  readonly #height: number;
  readonly #pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#pixels = new Uint8Array(width * height * 3).fill(255);
  }

  /** Fills what lies within an odd number of the polygon's edges, row by row at the rows' middles. */
  fill(points: readonly Point[], colour: Colour, opacity: number): void {
    const ys = points.map(([, y]) => y);
    const first = Math.max(0, Math.ceil(Math.min(...ys) - 0.5));
    const last = Math.min(this.#height - 1, Math.floor(Math.max(...ys) - 0.5));
    const crossings = crossingsByRow(points, first, last);
    for (let row = first; row <= last; row++) {
      const xs = (crossings[row - first] ?? []).sort((a, b) => a - b);
      for (let i = 0; i + 1 < xs.length; i += 2) this.#span(row, [xs[i] ?? 0, xs[i + 1] ?? 0], colour, opacity);
    }
  }

  #span(row: number, [from, to]: Point, colour: Colour, opacity: number): void {
    const first = Math.max(0, Math.ceil(from - 0.5));
    const last = Math.min(this.#width - 1, Math.ceil(to - 0.5) - 1);
    for (let at = (row * this.#width + first) * 3; at < (row * this.#width + last + 1) * 3; at += 3) {
      for (let part = 0; part < 3; part++) {
        const below = this.#pixels[at + part] ?? 0;
        this.#pixels[at + part] = Math.round(below + ((colour[part] ?? 0) - below) * opacity);
      }
    }
  }

  shrunk(): Uint8Array {
    const width = this.#width / FINER;
    const height = this.#height / FINER;
    const small = new Uint8Array(width * height * 3);
    for (let at = 0; at < small.length; at++) {
      const part = at % 3;
      const pixel = (at - part) / 3;
      const begin = Math.floor(pixel / width) * FINER * this.#width + (pixel % width) * FINER;
      let sum = 0;
      for (let i = 0; i < FINER * FINER; i++) sum += this.#pixels[(begin + Math.floor(i / FINER) * this.#width + (i % FINER)) * 3 + part] ?? 0;
      small[at] = Math.round(sum / (FINER * FINER));
    }
    return small;
  }
}

/** Where each row's middle crosses the polygon's edges. */
function crossingsByRow(points: readonly Point[], first: number, last: number): number[][] {
  const rows: number[][] = Array.from({ length: Math.max(0, last - first + 1) }, () => []);
  for (let i = 0; i < points.length; i++) {
    const [x1, y1] = points[i] ?? [0, 0];
    const [x2, y2] = points[(i + 1) % points.length] ?? [0, 0];
    const low = Math.max(first, Math.ceil(Math.min(y1, y2) - 0.5));
    for (let row = low; row <= last && row + 0.5 < Math.max(y1, y2); row++) {
      rows[row - first]?.push(x1 + ((row + 0.5 - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  return rows;
}
