import { parseArgs } from "node:util";

/** What a run watches. */
export interface OperateOptions {
  /** How long nothing may fire, milliseconds. */
  readonly quietMs: number;
  /** Deliveries alone: some 80 seconds in the place of 20 minutes. */
  readonly short: boolean;
  readonly help: boolean;
}

/** What `--help` prints. */
export const HELP = `Watches the demo as whoever operates it: npm run test:operate [-- --quiet <time>] [-- --short]

  --quiet <time>  how long no warning or critical alert may fire: 90s, 10m; 10m where it is not given
  --short         deliveries alone: a stock that runs low and a large transaction
  --help          this

Examples: npm run test:operate -- --quiet 1m
          npm run test:operate -- --short
Exit code: 0 = all that was watched held, 1 = something did not, 2 = a flag is wrong.
`;

/** Reads the flags above. Throws where one is unknown or unreadable. */
export function readOptions(args: string[]): OperateOptions {
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({ args, options: { quiet: { type: "string", default: "10m" }, short: flag, help: flag } });
  return { quietMs: lengthOf(values.quiet), short: values.short, help: values.help };
}

function lengthOf(text: string): number {
  const [, amount = "", unit] = /^(\d+)(s|m)$/.exec(text) ?? [];
  if (unit === undefined) throw new Error(`--quiet must be a time such as 90s or 10m, got ${text}`);
  return Number(amount) * (unit === "s" ? 1_000 : 60_000);
}
