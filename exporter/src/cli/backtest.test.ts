import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commands } from "./registry.ts";
import { dispatch } from "./dispatch.ts";

const packOf = (onset: number): string => `
streams:
  heat:
    subject: lab.heat.{room}
    time: $.time
    labels: { room: $.room }
    measures: { level: { from: $.level, unit: celsius, detect: { z-score: { warm_up: 20, memory: 50, onset: ${onset} } } } }
  token:
    subject: lab.token.{room}
    time: $.time
    labels: { room: '{room}' }
    measures: { level: { from: $.level, unit: celsius, detect: { z-score: { warm_up: 20, memory: 50, onset: ${onset} } } } }
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eddy-backtest-"));
  mkdirSync(join(folder, "packs/lab"), { recursive: true });
  writeFileSync(join(folder, "packs/lab/pack.yml"), packOf(4));
  writeFileSync(join(folder, "eddy.yml"), `packs: [${join(folder, "packs")}]\n`);
  writeFileSync(join(folder, "wide.yml"), packOf(20));
  const rows = Array.from({ length: 200 }, (_, i) => ({ time: new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString(), room: "a", level: (i === 60 ? 17 : 0) + (i === 150 ? 90 : 0) + 10 + (i % 3) }));
  writeFileSync(join(folder, "rows.ndjson"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const named = rows.flatMap((row) => ["one", "two"].map((room) => `${JSON.stringify({ subject: `lab.token.${room}`, payload: row })}\n`));
  writeFileSync(join(folder, "named.ndjson"), named.join(""));
  writeFileSync(join(folder, "rows.csv"), ["time,room,level", ...rows.map(({ time, room, level }) => `${time},${room},${level}`), ""].join("\n"));
});
afterAll(() => { rmSync(folder, { recursive: true }); });

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const terminal = { out: (text: string) => { out += text; }, err: (text: string) => { err += text; }, stop: new AbortController().signal };
  const code = await dispatch(["backtest", ...argv, "--config.file", join(folder, "eddy.yml")], { commands, env: {}, terminal });
  return { code, out, err };
}

describe("eddy backtest", () => {
  it.each(["rows.ndjson", "rows.csv"])("tells of %s which onsets go and stay, with reasons and by day", async (file) => {
    const { code, out } = await run("lab_heat", "--with", join(folder, "wide.yml"), "--from", join(folder, file));
    expect({ code, lines: out.replace(/ is \S+ standard.*$/gm, "").split("\n") }).toEqual({
      code: 0,
      lines: [
        'lab_heat.level{room="a"}',
        "  goes   2026-01-01T01:00:00.000Z 27 celsius",
        "  stays  2026-01-01T02:30:00.000Z 100 celsius",
        "day          comes    goes   stays",
        "2026-01-01       0       1       1",
        "0 come, 1 go, 1 stay",
        "",
      ],
    });
  });

  it("writes JSON for machines", async () => {
    const { out } = await run("lab_heat", "--with", join(folder, "wide.yml"), "--from", join(folder, "rows.ndjson"), "--json");
    const { onsets, days } = JSON.parse(out) as { onsets: Record<string, unknown>[]; days: unknown };
    expect(onsets[0]).toMatchObject({ change: "goes", series: 'lab_heat.level{room="a"}', time: "2026-01-01T01:00:00.000Z", value: 27 });
    expect(days).toEqual([{ day: "2026-01-01", comes: 0, goes: 1, stays: 1 }]);
  });

  const warning = 'name no subject, from which labels are taken ({room}): all are taken for lab.token.room; write them as {"subject": …, "payload": …} or give --subject\n';

  it.each([
    { name: "as the records name them", argv: ["named.ndjson"], rooms: ["one", "two"], warns: false },
    { name: "all as --subject says", argv: ["rows.csv", "--subject", "lab.token.mine"], rooms: ["mine"], warns: false },
    { name: "all as one, and warns, where neither says", argv: ["rows.csv"], rooms: ["room"], warns: true },
  ])("takes subjects that labels are read from $name", async ({ argv: [file = "", ...more], rooms, warns }) => {
    const { code, out, err } = await run("lab_token", "--with", join(folder, "wide.yml"), "--from", join(folder, file), ...more);
    const expected = warns ? `eddy: backtest: 200 records of ${join(folder, file)} ${warning}` : "";
    expect({ code, err, series: out.match(/^lab_token.*$/gm) }).toEqual({ code: 0, err: expected, series: rooms.map((room) => `lab_token.level{room="${room}"}`) });
  });

  it.each([
    { name: "an empty file", argv: ["lab_heat", "--with", "wide.yml", "--from", "empty.ndjson"], expected: "eddy: backtest: --from must hold events of lab_heat, got no events in empty.ndjson; subjects are like lab.heat.room\n" },
    { name: "a file of another stream", argv: ["lab_heat", "--with", "wide.yml", "--from", "named.ndjson"], expected: "eddy: backtest: --from must hold events of lab_heat, got 400 messages of other subjects in named.ndjson; subjects are like lab.heat.room\n" },
    { name: "no file", argv: ["lab_heat", "--with", "wide.yml", "--from", "none.csv"], expected: "eddy: backtest: --from must be a file that can be read, got none.csv: there is no none.csv; check the path\n" },
    { name: "no pack", argv: ["lab_heat", "--with", "none.yml", "--from", "rows.csv"], expected: "eddy: backtest: --with must be a file that can be read, got none.yml: there is no none.yml; check the path\n" },
  ])("fails with $name in a sentence", async ({ argv, expected }) => {
    writeFileSync(join(folder, "empty.ndjson"), "");
    const { code, out, err } = await run(...argv.map((text) => (/\.\w+$/.test(text) ? join(folder, text) : text)));
    expect({ code, out, err: err.replaceAll(`${folder}/`, "") }).toEqual({ code: 1, out: "", err: expected });
  });

  it("asks whether a stream of a name near by was meant", async () => {
    const { code, err } = await run("lab_haet", "--with", join(folder, "wide.yml"), "--from", join(folder, "rows.csv"));
    expect({ code, hint: err.slice(-36) }).toEqual({ code: 2, hint: "got lab_haet (did you mean lab_heat?)\n".slice(-36) });
  });

  it("tells a fault of the pack in force as one of --with", async () => {
    const faulty = packOf(4).replace("streams:", "captures: [lab.cold.>, lab.token.>]\nstreams:");
    writeFileSync(join(folder, "faulty.yml"), faulty);
    const expected = { code: 2, out: "", err: expect.stringMatching(/^eddy: lab\/pack\.yml:5: streams\.heat\.subject must be below the pack's captures \(lab\.cold\.>, lab\.token\.>\), got [^\n]*\n$/) };
    expect(await run("lab_heat", "--with", join(folder, "faulty.yml"), "--from", join(folder, "rows.csv"))).toEqual(expected);
    writeFileSync(join(folder, "packs/lab/pack.yml"), faulty);
    const inForce = await run("lab_heat", "--with", join(folder, "wide.yml"), "--from", join(folder, "rows.csv"));
    writeFileSync(join(folder, "packs/lab/pack.yml"), packOf(4));
    expect(inForce).toEqual(expected);
  });

  it.each([
    { name: "a stream that no pack has", argv: ["lab_cold", "--with", "wide.yml", "--from", "rows.csv"], expected: "backtest: wants a stream, one of " },
    { name: "a file against itself", argv: ["lab_heat", "--from", "rows.csv"], expected: "backtest: --from FILE needs --with FILE" },
    { name: "a file of another kind", argv: ["lab_heat", "--with", "wide.yml", "--from", "rows.txt"], expected: "backtest: --from must end in .csv, .ndjson or .jsonl" },
    { name: "a subject of another stream", argv: ["lab_token", "--with", "wide.yml", "--from", "rows.csv", "--subject", "lab.heat.a"], expected: "backtest: --subject must be one of stream lab_token, like lab.token.room, got lab.heat.a" },
    { name: "a subject for the log", argv: ["lab_token", "--subject", "lab.token.a"], expected: "backtest: --subject goes with --from FILE" },
    { name: "no duration", argv: ["lab_heat", "--tolerance", "soon"], expected: "backtest: --tolerance must be a duration like 30s or 10m, got soon" },
  ])("refuses $name", async ({ argv, expected }) => {
    const { code, err } = await run(...argv.map((text) => (/\.(yml|csv)$/.test(text) ? join(folder, text) : text)));
    expect({ code, err: err.includes(expected) ? expected : err }).toEqual({ code: 2, err: expected });
  });
});
