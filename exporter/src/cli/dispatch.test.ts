import { beforeEach, describe, expect, it } from "@jest/globals";
import { ConfigError } from "../config/config-error.ts";
import { PackError } from "../pack/faults.ts";
import type { Flag, ListedCommand, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { dispatch } from "./dispatch.ts";
import { eddyVersion } from "./version.ts";

const flags: readonly Flag[] = [{ name: "speed", type: "string", placeholder: "X", help: "how fast", default: "1x", env: "EDDY_SPEED" }];
const loaded: string[] = [];
beforeEach(() => { loaded.length = 0; });

function command(name: string, act: (terminal: Terminal) => number): ListedCommand {
  return {
    name,
    summary: `Does ${name}.`,
    usage: "<subject>",
    ...(name === "run" && { shownFlags: flags }),
    load: () => {
      loaded.push(name);
      return Promise.resolve({ flags, examples: [`eddy ${name} a.b`], run: (_args, terminal) => Promise.resolve().then(() => act(terminal)) });
    },
  };
}

function fail(error: Error): never {
  throw error;
}

const commands = [
  command("run", (terminal) => (terminal.out("running\n"), 0)),
  command("pub", (terminal) => (terminal.out("published\n"), 7)),
  command("misuse", () => fail(new UsageError("speed must be 1x, got 0x"))),
  command("misconfigured", () => fail(new ConfigError([{ where: "eddy.yml:3", option: "data", rule: "a path", got: "5" }]))),
  command("mispacked", () => fail(new PackError([{ pack: "iot", line: 3, option: "kpis", rule: "a list", value: "5", hint: "" }]))),
  command("refused", () => fail(Object.assign(new Error("NATS is not there"), { code: "nats_unreachable" }))),
  command("broken", () => fail(Object.assign(new TypeError("undefined is not"), { code: "ERR_INVALID_ARG_TYPE" }))),
];

async function eddy(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const terminal: Terminal = {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    stop: new AbortController().signal,
  };
  const code = await dispatch(argv, { commands, env: {}, terminal });
  return { code, ...written };
}

describe("dispatch", () => {
  it.each([
    { argv: [], expected: { code: 0, out: "running\n", err: "" } },
    { argv: ["--speed", "2x"], expected: { code: 0, out: "running\n", err: "" } },
    { argv: ["pub", "a.b"], expected: { code: 7, out: "published\n", err: "" } },
    { argv: ["pub", "--", "--help"], expected: { code: 7, out: "published\n", err: "" } },
    { argv: ["--version"], expected: { code: 0, out: `eddy ${eddyVersion()}\n`, err: "" } },
    { argv: ["pubb"], expected: { code: 2, out: "", err: "eddy: unknown command pubb; did you mean eddy pub?\n" } },
    { argv: ["xyzzy"], expected: { code: 2, out: "", err: "eddy: unknown command xyzzy; see eddy --help\n" } },
    { argv: ["misuse"], expected: { code: 2, out: "", err: "eddy: speed must be 1x, got 0x\n" } },
    { argv: ["misconfigured"], expected: { code: 2, out: "", err: "eddy: eddy.yml:3: data must be a path, got 5\n" } },
    { argv: ["mispacked"], expected: { code: 2, out: "", err: "eddy: iot/pack.yml:3: kpis must be a list, got 5\n" } },
    { argv: ["refused"], expected: { code: 1, out: "", err: "eddy: NATS is not there\n" } },
  ])("answers eddy $argv", async ({ argv, expected }) => {
    expect(await eddy(...argv)).toEqual(expected);
  });

  it("shows where an unexpected fault comes from", async () => {
    const { code, err } = await eddy("broken");
    expect(code).toBe(1);
    expect(err).toContain("eddy: unexpected fault, please report it\nTypeError: undefined is not\n");
    expect(err).toContain("dispatch.test.ts:");
  });

  it.each([
    { argv: ["pub", "a.b"], expected: ["pub"] },
    { argv: ["pub", "--help"], expected: ["pub"] },
    { argv: [], expected: ["run"] },
    { argv: ["--help"], expected: [] },
    { argv: ["--version"], expected: [] },
    { argv: ["pubb"], expected: [] },
  ])("loads $expected for eddy $argv", async ({ argv, expected }) => {
    await eddy(...argv);
    expect(loaded).toEqual(expected);
  });

  it("lists the commands", async () => {
    const { out } = await eddy("--help");
    expect(out).toContain("Commands:\n  eddy run <subject>            Does run.\n  eddy pub <subject>            Does pub.\n");
  });

  it("shows the flags of the command that needs no name", async () => {
    const { out } = await eddy("--help");
    expect(out).toContain("\n\nFlags of eddy run:\n  --speed X  how fast (default 1x; or $EDDY_SPEED)\n");
  });

  it("explains one command", async () => {
    const { out } = await eddy("pub", "--help");
    expect(out).toBe(
      [
        "eddy pub <subject> [flags]", "", "Does pub.", "",
        "Flags:", "  --speed X  how fast (default 1x; or $EDDY_SPEED)", "",
        "Examples:", "  eddy pub a.b", "",
        "Exit code: 0 done, 1 failed, 2 wrong use or settings.", "",
      ].join("\n"),
    );
  });
});
