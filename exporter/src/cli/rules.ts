import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readPackFolder } from "../config/packs.ts";
import { checkPlan } from "../pack/compile.ts";
import { allRules, packsRules } from "../rules/all-rules.ts";
import { ruleFileText } from "../rules/rule-file.ts";
import type { RuleLinks } from "../rules/rule.ts";
import { DEFAULT_LINKS } from "../rules/rule.ts";
import type { Arguments, Command } from "./command.ts";
import { UsageError } from "./command.ts";
import { PACK_FLAGS, packsByName } from "./packs-link.ts";

/** A file as it should be, and how the one on the disk is. */
interface WrittenFile {
  readonly path: string;
  readonly text: string;
  readonly state: "same" | "differs" | "missing";
}

/** `eddy rules`: alert and recording rules for Prometheus. */
export const rules: Command = {
  flags: [
    ...PACK_FLAGS,
    { name: "out", type: "string", placeholder: "DIR", help: "folder that they are written to; without it they are printed" },
    { name: "check", type: "boolean", help: "write nothing; exit code 1 if a file in --out is not as it would be written" },
    { name: "link-url", type: "string", placeholder: "URL", help: "Prometheus as readers of alerts reach it", default: DEFAULT_LINKS.prometheus },
    { name: "grafana-url", type: "string", placeholder: "URL", help: "Grafana with Eddy's dashboards; links of alerts about a measure lead there, without it to Prometheus" },
    { name: "runbook-url", type: "string", placeholder: "URL", help: "what the pages for each alert stand below", default: DEFAULT_LINKS.runbooks },
    { name: "job", type: "string", placeholder: "NAME", help: "job under which Prometheus scrapes Eddy", default: DEFAULT_LINKS.job },
  ],
  examples: ["eddy rules", "eddy rules --out alert-rules", "eddy rules inventory --json", "eddy rules --out alert-rules --check"],
  run(args, terminal) {
    const { chosen, all, settings } = packsByName(args.positional, args);
    const out = textFlag(args, "out");
    const isCheck = args.flags["check"] === true;
    if (isCheck && out === undefined) throw new UsageError("--check needs --out DIR, the folder to compare with");
    const links = linksOf(args);
    const checked = checkPlan({ packs: all.map(readPackFolder), settings });
    const names = chosen.map(({ name }) => name);
    const files = args.positional.length > 0 ? packsRules(checked.alerts, names) : allRules(checked, names, links);
    const written = files.map((file) => fileIn(out, file.path, ruleFileText(file, links)));
    if (!isCheck && out !== undefined) for (const file of written) write(file);
    terminal.out(args.flags["json"] === true ? `${JSON.stringify(written)}\n` : report(written, { isPrinted: out === undefined, isCheck }));
    return Promise.resolve(isCheck && written.some(({ state }) => state !== "same") ? 1 : 0);
  },
};

function linksOf(args: Arguments): RuleLinks {
  const url = (name: string, otherwise: string): string => urlFlag(args, name) ?? otherwise;
  const grafana = urlFlag(args, "grafana-url");
  const job = textFlag(args, "job") ?? DEFAULT_LINKS.job;
  if (/["\\\n]/.test(job)) throw new UsageError(`--job must be a name without quotes, got ${JSON.stringify(job)}`);
  return { prometheus: url("link-url", DEFAULT_LINKS.prometheus), runbooks: url("runbook-url", DEFAULT_LINKS.runbooks), job, ...(grafana === undefined ? {} : { grafana }) };
}

/** Without `/` at the end. */
function urlFlag(args: Arguments, name: string): string | undefined {
  const text = textFlag(args, name);
  if (text === undefined) return undefined;
  if (!/^https?:\/\/[^\s{}"]+$/.test(text)) throw new UsageError(`--${name} must be a URL like http://prometheus:9090, got ${JSON.stringify(text)}`);
  return text.replace(/\/+$/, "");
}

function textFlag({ flags }: Arguments, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}

function fileIn(out: string | undefined, path: string, text: string): WrittenFile {
  const place = join(out ?? "", path);
  if (out === undefined || !existsSync(place)) return { path: place, text, state: "missing" };
  return { path: place, text, state: readFileSync(place, "utf8") === text ? "same" : "differs" };
}

function write({ path, text }: WrittenFile): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function report(files: readonly WrittenFile[], { isPrinted, isCheck }: { isPrinted: boolean; isCheck: boolean }): string {
  if (isPrinted) return files.map(({ path, text }) => `# ${path}\n${text}`).join("---\n");
  return files.map(({ path, state }) => `${path}: ${isCheck ? state : state === "same" ? "as it was" : "written"}\n`).join("");
}
