import type { Row } from "./row.ts";

/** Rows of several recordings in the order of time; each recording keeps its own order. Memory: one row of each. */
export async function* mergeByTime(recordings: readonly AsyncGenerator<Row>[]): AsyncGenerator<Row> {
  const heads: { rows: AsyncGenerator<Row>; row: Row }[] = [];
  for (const rows of recordings) {
    const row = await next(rows);
    if (row !== undefined) heads.push({ rows, row });
  }
  while (heads.length > 0) {
    const first = heads.reduce((earliest, head) => (head.row.timeMs < earliest.row.timeMs ? head : earliest));
    yield first.row;
    const row = await next(first.rows);
    if (row === undefined) heads.splice(heads.indexOf(first), 1);
    else first.row = row;
  }
}

async function next(rows: AsyncGenerator<Row>): Promise<Row | undefined> {
  const result: IteratorResult<Row, unknown> = await rows.next();
  return result.done === true ? undefined : result.value;
}
