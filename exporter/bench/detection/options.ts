import { parseArgs } from "node:util";

/** Parts of the bench. */
export const PARTS = ["accuracy", "clean", "faults", "cost", "ingest"] as const;

export type Part = (typeof PARTS)[number];

/** What a run measures. */
export interface BenchOptions {
  readonly detector: string;
  /** Settings of the detector over its defaults, as given. */
  readonly settings: Readonly<Record<string, string>>;
  readonly parts: readonly Part[];
  /** What the simulated series are drawn from; undefined = drawn at the run. */
  readonly seed: number | undefined;
  /** The closing line alone. */
  readonly json: boolean;
  readonly help: boolean;
}

/** What `--help` prints. */
export const HELP = `Judges a detector: npm run bench:detection -- [--detector <id>] [--set <setting>=<value>]... [--only <part>]...

  --detector <id>          a kind of the registry; auto where it is not given
  --set <setting>=<value>  a setting of it over its default; any number of times
  --only <part>            one of ${PARTS.join(", ")}; any number of times; all without it
  --seeds <number>         draws the same simulated series as the run that printed this number
  --json                   the closing line alone, on one line
  --help                   this

The recordings are read from ../shared, or from the folder in EDDY_SHARED.
`;

/** Reads the flags above. Throws where one is unknown or unreadable. */
export function readOptions(args: string[]): BenchOptions {
  const many = { type: "string", multiple: true, default: [] as string[] } as const;
  const { values } = parseArgs({
    args,
    options: {
      detector: { type: "string", default: "auto" }, set: many, only: many, seeds: { type: "string" },
      json: { type: "boolean", default: false }, help: { type: "boolean", default: false },
    },
  });
  return {
    detector: values.detector,
    settings: Object.fromEntries(values.set.map(readSetting)),
    parts: values.only.length === 0 ? PARTS : values.only.map(readPart),
    seed: values.seeds === undefined ? undefined : readSeed(values.seeds),
    json: values.json,
    help: values.help,
  };
}

function readPart(text: string): Part {
  const part = PARTS.find((name) => name === text);
  if (part === undefined) throw new Error(`--only must be one of ${PARTS.join(", ")}, got ${text}`);
  return part;
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 0) throw new Error(`--seeds must be a whole number from 0, got ${text}`);
  return seed;
}

function readSetting(text: string): [string, string] {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Error(`--set must be <setting>=<value>, got ${text}`);
  return [name, value];
}
