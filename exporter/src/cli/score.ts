import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { DEFAULT_DETECTOR } from "../detectors/default.ts";
import { detectorKinds } from "../detectors/registry.ts";
import { didYouMean } from "../pack/nearest.ts";
import { namedDetector } from "../pack/named-detector.ts";
import type { DetectorPlan } from "../pack/plan.ts";
import { parseDurationMs } from "../pack/duration.ts";
import { transformKinds } from "../transforms/registry.ts";
import { PlotData } from "../workbench/plot/plot-data.ts";
import { drawScores } from "../workbench/plot/draw-scores.ts";
import { pngOf } from "../workbench/plot/png.ts";
import { svgOf } from "../workbench/plot/svg.ts";
import { scoreFile } from "../workbench/score/score-file.ts";
import type { ScoreOptions, ScoreSummary, ScoredRow } from "../workbench/score/score-file.ts";
import { CsvLines, JsonLines } from "../workbench/score/scored-lines.ts";
import type { ScoredLines } from "../workbench/score/scored-lines.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { checkReadable, checkWritable } from "./file-error.ts";
import { TIME_FLAGS, timeReader } from "./time-reader.ts";

/** Detectors of one series alone: a recording has no siblings. */
const DETECTORS = [...detectorKinds.values()].filter(({ judges }) => judges !== "siblings").map(({ id }) => id);
const TRANSFORMS = [...transformKinds.keys()];
const MOST_TOLD = 10;
/** Characters written at once. */
const CHUNK = 65_536;

/** `eddy score`: a recording scored offline. */
export const score: Command = {
  flags: [
    { name: "time", type: "string", placeholder: "COLUMN", help: "column of the time", default: "timestamp" },
    { name: "value", type: "string", placeholder: "COLUMN", help: "column of the value", default: "value" },
    { name: "detector", type: "string", placeholder: "NAME", help: `one of ${DETECTORS.join(", ")}`, default: DEFAULT_DETECTOR },
    { name: "set", type: "string", placeholder: "NAME=VALUE", help: "settings of the detector, several separated by commas" },
    { name: "transform", type: "string", placeholder: "NAME", help: `the detector looks at transformed values, told in their own unit: one of ${TRANSFORMS.join(", ")}`, default: "none" },
    { name: "lateness", type: "string", placeholder: "30s", help: "rows older than the newest by more than this are left out", default: "30s" },
    { name: "plot", type: "string", placeholder: "FILE", help: "draw value, band, score, state and onsets to a .svg or .png" },
    { name: "json", type: "boolean", help: "one JSON object a row" },
    { name: "quiet", type: "boolean", help: "no rows; what was found is told on standard error" },
    { name: "delimiter", type: "string", placeholder: "CHARACTER", help: "between the fields", default: "," },
    ...TIME_FLAGS,
  ],
  examples: [
    "npx eddy score temperature.csv --time timestamp --value value > scores.csv",
    "npx eddy score temperature.csv --set tier=calm --plot scores.png --quiet",
    "npx eddy score temperature.csv --detector z-score --set memory=1000,onset=5 > scores.csv",
    "npx eddy score sizes.csv --transform log --plot sizes.png --quiet",
  ],
  async run(args, terminal) {
    const file = readFile(args);
    const plot = args.flags["plot"] === undefined ? undefined : new PlotData();
    const output = new Output(args.flags, terminal);
    let told = 0;
    const options: ScoreOptions = {
      ...readOptions(args),
      onBad: (line, why) => {
        if (told++ < MOST_TOLD) terminal.err(`${file}:${line}: ${why}\n`);
      },
    };
    const summary = await scoreFile(file, options, (row) => {
      output.row(row);
      plot?.add(row);
    });
    output.end();
    if (plot !== undefined) writePlot(plot, args, file);
    tell(file, summary, terminal);
    if (summary.late > summary.rows) terminal.err(`${file}: ${summary.late} rows are older than one before them: sort it by ${options.timeColumn}, oldest first, or raise --lateness (${String(args.flags["lateness"])})\n`);
    return summary.bad === 0 && summary.rows > 0 ? 0 : 1;
  },
};

/** Rows on their way to standard output, in large pieces. */
class Output {
  readonly #lines: ScoredLines | undefined;
  readonly #terminal: Terminal;

  constructor({ json, quiet }: Arguments["flags"], terminal: Terminal) {
    this.#terminal = terminal;
    if (quiet !== true) this.#lines = json === true ? new JsonLines() : new CsvLines();
  }

  row(row: ScoredRow): void {
    this.#lines?.add(row);
    if (this.#lines !== undefined && this.#lines.length >= CHUNK) this.end();
  }

  end(): void {
    if (this.#lines !== undefined && this.#lines.length > 0) this.#terminal.out(this.#lines.take());
  }
}

function tell(file: string, { rows, onsets, bad }: ScoreSummary, terminal: Terminal): void {
  if (bad > MOST_TOLD) terminal.err(`${file}: ${bad - MOST_TOLD} more like these\n`);
  terminal.err(`${file}: ${rows} rows scored, ${onsets} ${onsets === 1 ? "onset" : "onsets"}, ${bad} rows left out\n`);
}

function writePlot(plot: PlotData, { flags }: Arguments, file: string): void {
  const target = String(flags["plot"]);
  const drawing = drawScores(plot, `${basename(file)}, ${String(flags["detector"])}`);
  writeFileSync(target, target.endsWith(".svg") ? svgOf(drawing) : pngOf(drawing));
}

function readFile({ positional, flags }: Arguments): string {
  const [file, ...more] = positional;
  if (file === undefined || more.length > 0) throw new UsageError(`score: wants one file, got ${positional.length}; ${score.examples[0] ?? ""}`);
  const { plot } = flags;
  if (typeof plot === "string" && !/\.(svg|png)$/.test(plot)) throw new UsageError(`score: --plot must end in .svg or .png, got ${plot}`);
  checkReadable("score: FILE", file);
  if (typeof plot === "string") checkWritable("score: --plot", plot);
  return file;
}

function readOptions({ flags }: Arguments): Omit<ScoreOptions, "onBad"> {
  const delimiter = String(flags["delimiter"]);
  if (delimiter.length !== 1 || delimiter === '"') throw new UsageError(`score: --delimiter must be one character, got ${JSON.stringify(delimiter)}`);
  const latenessMs = parseDurationMs(String(flags["lateness"]));
  if (latenessMs === undefined) throw new UsageError(`score: --lateness must be a duration like 30s or 10m, got ${String(flags["lateness"])}`);
  return {
    timeColumn: String(flags["time"]),
    valueColumn: String(flags["value"]),
    readTime: timeReader("score", flags),
    delimiter,
    latenessMs,
    detect: detectorOf(flags),
  };
}

function detectorOf({ detector, set, transform }: Arguments["flags"]): DetectorPlan {
  if (detectorKinds.has(String(detector)) && !DETECTORS.includes(String(detector))) {
    throw new UsageError(`score: --detector must be one of ${DETECTORS.join(", ")}, got ${String(detector)}, which compares series: a recording has one (eddy backtest folds many)`);
  }
  if (!transformKinds.has(String(transform))) {
    const hint = didYouMean(transform, TRANSFORMS);
    throw new UsageError(`score: --transform must be one of ${TRANSFORMS.join(", ")}, got ${String(transform)}${hint === "" ? "" : ` (${hint})`}`);
  }
  const found = namedDetector(String(detector), typeof set === "string" ? readSettings(set) : {}, String(transform));
  if ("detector" in found) return found;
  throw new UsageError(found.map(({ option, rule, value, hint }) => {
    const flag = option === "the file" ? "--detector" : `--set ${option}`;
    return `score: ${flag} must be ${rule}, got ${value}${hint === "" ? "" : ` (${hint})`}`;
  }).join("\n"));
}

/** Numbers, and words such as `tier=lite`: which a setting wants its detector says. */
function readSettings(text: string): Record<string, number | string> {
  const settings: Record<string, number | string> = {};
  for (const part of text.split(",")) {
    const [, name, value] = /^([\w-]+)=(.+)$/.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined) throw new UsageError(`score: --set must be NAME=VALUE, several separated by commas, got ${JSON.stringify(part)}`);
    if (Object.hasOwn(settings, name)) throw new UsageError(`score: --set must name each setting once, got ${name} twice: ${text}; leave one out`);
    settings[name] = Number.isFinite(Number(value)) ? Number(value) : value;
  }
  return settings;
}
