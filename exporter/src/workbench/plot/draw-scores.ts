import { roundTicks, scale, tickText, timeTicks } from "./axis.ts";
import type { Scale } from "./axis.ts";
import type { Colour, Drawing, Point, Shape } from "./drawing.ts";
import type { PlotData } from "./plot-data.ts";

const WIDTH = 1200;
const HEIGHT = 600;
const LEFT = 84;
const RIGHT = WIDTH - 20;
/** Top and bottom of the values' and the scores' panel. */
const VALUES = [48, 400] as const;
const SCORES = [430, 560] as const;

const INK: Colour = [60, 60, 68];
const GRID: Colour = [228, 228, 232];
const VALUE: Colour = [27, 111, 127];
const BAND: Colour = [120, 180, 190];
const STATE: Colour = [240, 160, 80];
const SCORE: Colour = [150, 60, 30];
const ONSET: Colour = [208, 32, 48];
const ONSET_SCORE = 0.918;

/** How far the band may widen the picture beyond the values, in their range. */
const BAND_SHARE = 0.25;

/** Values with their band above, score and state below, onsets marked in both. */
export function drawScores(data: PlotData, title: string): Drawing {
  const count = data.timeMs.length;
  const x = scale(data.timeMs.reduce((least, ms) => Math.min(least, ms), Infinity), data.timeMs.reduce((most, ms) => Math.max(most, ms), -Infinity), LEFT, RIGHT);
  const shapes: Shape[] = [text([LEFT, 22], title, "start")];
  if (count === 0) return { width: WIDTH, height: HEIGHT, shapes: [...shapes, text([WIDTH / 2, HEIGHT / 2], "no rows", "middle")] };
  const y = valueScale(data);
  const score = scale(0, 1, SCORES[1], SCORES[0]);
  shapes.push(...grid(x, y, score), ...legend());
  const columns = columnsOf(data, x);
  shapes.push(...bands(columns, data, y));
  shapes.push(...scores(columns, data, score));
  for (const row of data.onsets) {
    const at = x.at(data.timeMs[row] ?? 0);
    shapes.push(line([[at, VALUES[0]], [at, VALUES[1]]], [245, 190, 195], 1), line([[at, SCORES[0]], [at, SCORES[1]]], [245, 190, 195], 1));
  }
  shapes.push(line(columns.flatMap((column) => outline(column, data, y)), VALUE, 1.2));
  for (const row of data.onsets) shapes.push(...onsetMark(x.at(data.timeMs[row] ?? 0), y.at(data.value[row] ?? 0)));
  return { width: WIDTH, height: HEIGHT, shapes };
}

/** The state filled, the score as a line on it: the greatest of each column. */
function scores(columns: readonly Column[], data: PlotData, score: Scale): Shape[] {
  const over = (list: readonly number[]): Point[] => columns.map((column) => [column.x, score.at(extreme(list, column, Math.max))]);
  const left = columns[0]?.x ?? LEFT;
  const right = columns.at(-1)?.x ?? RIGHT;
  return [
    { kind: "polygon", points: [[left, SCORES[1]], ...over(data.state), [right, SCORES[1]]], colour: STATE, opacity: 0.55 },
    line(over(data.score), SCORE, 1),
  ];
}

/** Rows, `from` to `to - 1`, that share a pixel. */
interface Column {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

/** Rows in columns of a pixel each; rows of a recording mostly stand in the order of time. */
function columnsOf({ timeMs }: PlotData, x: Scale): Column[] {
  const columns: Column[] = [];
  let from = 0;
  for (let row = 1; row <= timeMs.length; row++) {
    const begins = Math.round(x.at(timeMs[from] ?? 0));
    if (row < timeMs.length && Math.round(x.at(timeMs[row] ?? 0)) === begins) continue;
    columns.push({ x: row - from === 1 ? x.at(timeMs[from] ?? 0) : begins, from, to: row });
    from = row;
  }
  return columns;
}

/** Extreme of the known numbers of a column; NaN if there are none. */
function extreme(list: readonly number[], { from, to }: Column, choose: (a: number, b: number) => number): number {
  let found = NaN;
  for (let row = from; row < to; row++) {
    const value = list[row] ?? NaN;
    if (!Number.isNaN(value)) found = Number.isNaN(found) ? value : choose(found, value);
  }
  return found;
}

/** The values of a column as a line: first, least, greatest, last. */
function outline(column: Column, { value }: PlotData, y: Scale): Point[] {
  const places = [value[column.from] ?? NaN, extreme(value, column, Math.min), extreme(value, column, Math.max), value[column.to - 1] ?? NaN];
  return (column.to - column.from < 3 ? [places[0], places[3]] : places).map((place): Point => [column.x, y.at(place ?? NaN)]);
}

/** The band, cut where it is unknown. */
function bands(columns: readonly Column[], { lower, upper }: PlotData, y: Scale): Shape[] {
  const shapes: Shape[] = [];
  let top: Point[] = [];
  let bottom: Point[] = [];
  const close = (): void => {
    if (top.length > 1) shapes.push({ kind: "polygon", points: [...top, ...bottom.reverse()], colour: BAND, opacity: 0.35 });
    top = [];
    bottom = [];
  };
  for (const column of columns) {
    const low = extreme(lower, column, Math.min);
    const high = extreme(upper, column, Math.max);
    if (Number.isNaN(low) || Number.isNaN(high)) close();
    else {
      top.push([column.x, y.at(Math.min(high, y.to))]);
      bottom.push([column.x, y.at(Math.max(low, y.from))]);
    }
  }
  close();
  return shapes;
}

function valueScale({ value, lower, upper }: PlotData): Scale {
  const whole: Column = { x: 0, from: 0, to: value.length };
  const least = extreme(value, whole, Math.min);
  const most = extreme(value, whole, Math.max);
  const room = (most - least || Math.abs(most) || 1) * BAND_SHARE;
  const from = Math.max(least - room, Math.min(least, extreme(lower, whole, Math.min) || least));
  const to = Math.min(most + room, Math.max(most, extreme(upper, whole, Math.max) || most));
  const edge = (to - from || 1) * 0.04;
  return scale(from - edge, to + edge, VALUES[1], VALUES[0]);
}

function grid(x: Scale, y: Scale, score: Scale): Shape[] {
  return [
    ...timeTicks(x).flatMap(({ ms, text: label }) => [line([[x.at(ms), VALUES[0]], [x.at(ms), SCORES[1]]], GRID, 1), text([Math.min(x.at(ms), RIGHT - label.length * 4), SCORES[1] + 22], label, "middle")]),
    ...roundTicks(y).flatMap((value) => [line([[LEFT, y.at(value)], [RIGHT, y.at(value)]], GRID, 1), text([LEFT - 8, y.at(value) + 5], tickText(value), "end")]),
    ...[0, 0.5, 1].flatMap((value) => [line([[LEFT, score.at(value)], [RIGHT, score.at(value)]], GRID, 1), text([LEFT - 8, score.at(value) + 5], tickText(value), "end")]),
    line([[LEFT, score.at(ONSET_SCORE)], [RIGHT, score.at(ONSET_SCORE)]], [245, 190, 195], 1),
  ];
}

function legend(): Shape[] {
  const entries: readonly (readonly [string, Colour])[] = [["value", VALUE], ["band", BAND], ["score", SCORE], ["state", STATE], ["onset", ONSET]];
  return entries.flatMap(([name, colour], i) => {
    const at = RIGHT - (entries.length - i) * 84;
    return [{ kind: "polygon" as const, points: [[at, 13], [at + 14, 13], [at + 14, 21], [at, 21]] as const, colour, opacity: 1 }, text([at + 20, 22], name, "start")];
  });
}

/** A triangle that points down on the panel's upper edge, and a diamond at the value. */
function onsetMark(x: number, y: number): Shape[] {
  const fill = { kind: "polygon", colour: ONSET, opacity: 1 } as const;
  return [
    { ...fill, points: [[x - 5, VALUES[0] - 8], [x + 5, VALUES[0] - 8], [x, VALUES[0]]] },
    { ...fill, points: [[x, y - 4], [x + 4, y], [x, y + 4], [x - 4, y]] },
  ];
}

function line(points: readonly Point[], colour: Colour, width: number): Shape {
  return { kind: "line", points, colour, width };
}

function text(at: Point, content: string, anchor: "start" | "middle" | "end"): Shape {
  return { kind: "text", at, text: content, anchor, colour: INK };
}
