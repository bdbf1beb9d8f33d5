import { afterAll, describe, expect, it } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NpmStart, root } from "./npm-start.ts";

const SET_UP_MS = 300_000;

/** The gate runs this test: it can't run itself once more. */
const PROVED_BY_RUNNING = new Set(["npm test"]);

/** Lines of the fenced blocks of one language. */
function fenced(markdown: string, language: string): string[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, text]) => (name === language ? (text ?? "").trim().split("\n") : []));
}

/** Targets of links that are paths of the project. */
function links(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)].flatMap(([, target]) => (target === undefined || target.includes("://") ? [] : [target]));
}

const page = (name: string): string => readFileSync(join(root, name), "utf8");
const commands = fenced(page("README.md"), "sh").filter((command) => !PROVED_BY_RUNNING.has(command));

/** Flags of a command that goes on until Ctrl-C. */
function flagsOfStart(command: string): string[] | undefined {
  const [, flags] = /^npm start(?: -- (.+))?$/.exec(command) ?? [];
  if (!command.startsWith("npm start") || flags === "--help") return undefined;
  return flags?.split(" ") ?? [];
}

describe("README.md", () => {
  const starts: NpmStart[] = [];

  afterAll(async () => {
    for (const start of starts.reverse()) await start.remove();
  }, SET_UP_MS);

  // In the order of the page: what `npm start` runs is there for the commands behind it.
  it.each(commands)("%s", async (command) => {
    const flags = flagsOfStart(command);
    const [running] = starts;
    if (flags === undefined) {
      if (running === undefined) throw new Error("the page begins with npm start");
      // Rejects, with what it printed, unless the command ends with 0.
      await expect(running.shell(command)).resolves.toEqual(expect.any(String));
      return;
    }
    const start = new NpmStart(running === undefined ? { flags } : { flags, natsUrl: running.natsUrl });
    starts.push(start);
    await start.ready(SET_UP_MS);
    expect(start.output).toContain("Ctrl-C ends all of it");
  }, SET_UP_MS);
});

describe.each(["README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md"])("links of %s", (name) => {
  it.each(links(page(name)))("%s", (target) => {
    expect(existsSync(join(root, dirname(name), target))).toBe(true);
  });
});
