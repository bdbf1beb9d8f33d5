import { CsvRows } from "../formats/parts/csv-rows.ts";
import { measureValue } from "../mapping/measures.ts";
import type { Shape } from "./sample.ts";

const DELIMITERS = [",", ";", "\t", "|"];
const ENOUGH = 0.95;

/** The delimiter that gives most lines the same number of fields, two at least, and the columns where no line names them; undefined = none does. */
export function readCsvShape(lines: readonly string[], mayBeHeaded: boolean): Shape | undefined {
  // A JSON object a line has commas too.
  if (lines.every((line) => /^\s*[[{]/.test(line))) return undefined;
  const text = lines.join("\n");
  const found = DELIMITERS.map((delimiter) => ({ delimiter, rows: rowsOf(text, delimiter) }))
    .filter(({ rows }) => isTable(rows))
    .sort((a, b) => (b.rows[0]?.length ?? 0) - (a.rows[0]?.length ?? 0))[0];
  if (found === undefined) return undefined;
  const first = found.rows[0] ?? [];
  const isHeader = mayBeHeaded && found.rows.length > 1 && new Set(first).size === first.length && first.every(isColumnName);
  return {
    format: "csv",
    delimiter: found.delimiter === "," ? undefined : found.delimiter,
    columns: isHeader ? undefined : first.map((_value, at) => `column_${at + 1}`),
  };
}

function rowsOf(text: string, delimiter: string): string[][] {
  const rows = new CsvRows(text, delimiter);
  const found: string[][] = [];
  while (rows.next()) found.push(rows.fault === "" ? [...rows.fields] : []);
  return found;
}

/** Prose has commas as well: a table has the same number in each line, and no cell as long as a sentence before its first comma. */
function isTable(rows: readonly (readonly string[])[]): boolean {
  const width = rows[0]?.length ?? 0;
  const alike = rows.filter((row) => row.length === width).length;
  const isTelling = rows.length > 1 || width > 2;
  return width >= 2 && isTelling && alike >= rows.length * ENOUGH && (rows[0] ?? []).every((cell) => cell.length <= 80);
}

function isColumnName(cell: string): boolean {
  return cell !== "" && typeof measureValue(cell) !== "number" && !/^\d{4}-\d\d-\d\d/.test(cell) && !cell.includes("=");
}
