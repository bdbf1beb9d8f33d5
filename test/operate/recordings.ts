import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, type Demo } from "./demo.ts";

const ROWS = 240;
const MINUTE_MS = 60_000;

/** A recording of some hours, as a user has it: a file of rows, a minute apart. */
interface Recording {
  readonly stream: string;
  readonly subject: string;
  readonly timeColumn: string;
  readonly columns: readonly string[];
  readonly row: (i: number, time: string) => readonly (string | number)[];
}

/** The packs that no simulator feeds, because they are for recordings. */
const RECORDINGS: readonly Recording[] = [
  {
    stream: "retail_lines", subject: "retail.lines", timeColumn: "InvoiceDate",
    columns: ["id", "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"],
    row: (i, time) => [`i${i}`, `54${i}`, "85123A", "candle holder", (i % 7) + 1, time, 2.55, 17850, i % 3 === 0 ? "France" : "Germany"],
  },
  { stream: "recording", subject: "recording.machine_temperature", timeColumn: "time", columns: ["id", "time", "value"], row: (i, time) => [`m${i}`, time, 84 + (i % 5)] },
];

/** Replays a recording for each pack that needs one by `eddy replay`; throws where one doesn't arrive within a minute. */
export async function replayRecordings(demo: Demo): Promise<void> {
  for (const recording of RECORDINGS) await replay(recording, demo);
}

async function replay({ stream, subject, timeColumn, columns, row }: Recording, { start, prometheus }: Demo): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "eddy-recording-"));
  try {
    const rows = Array.from({ length: ROWS }, (_, i) => row(i, new Date(Date.UTC(2011, 0, 3) + i * MINUTE_MS).toISOString()).join(","));
    const file = join(directory, "rows.csv");
    writeFileSync(file, [columns.join(","), ...rows, ""].join("\n"));
    await start.shell(`npx eddy replay ${file} --subject ${subject} --time-column ${timeColumn} --speed max`);
    const received = async (): Promise<true | undefined> => ((await prometheus.value(`sum(eddy_events_received_total{stream="${stream}"})`)) >= ROWS ? true : undefined);
    if ((await ask(received, MINUTE_MS)) === undefined) throw new Error(`the recording for ${subject} was not received`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
