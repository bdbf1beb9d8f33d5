import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, type Demo } from "./demo.ts";

const LINES = 240;
const MINUTE_MS = 60_000;

/** Gives the pack retail, which no simulator feeds, some hours of invoices as a user would: by `eddy replay`. */
export async function replayRetail({ start, prometheus }: Demo): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "eddy-retail-"));
  try {
    const rows = Array.from({ length: LINES }, (_, i) => [
      `i${i}`, `54${i}`, "85123A", "candle holder", i % 7 + 1, new Date(Date.UTC(2011, 0, 3) + i * MINUTE_MS).toISOString(), 2.55, 17850, i % 3 === 0 ? "France" : "Germany",
    ].join(","));
    const file = join(directory, "lines.csv");
    writeFileSync(file, ["id,InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", ...rows, ""].join("\n"));
    await start.shell(`npx eddy replay ${file} --subject retail.lines --time-column InvoiceDate --speed max`);
    const received = async (): Promise<true | undefined> => ((await prometheus.value('eddy_events_received_total{stream="retail_lines"}')) >= LINES ? true : undefined);
    if ((await ask(received, MINUTE_MS)) === undefined) throw new Error("the recording of retail was not received");
  } finally {
    rmSync(directory, { recursive: true });
  }
}
