import { spawn } from "node:child_process";
import { once } from "node:events";

/** Runs a compiled long test of test/dist and answers its last line, one of JSON; throws with all output if it failed. */
export async function figuresOf(program: string, ...args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (text: Buffer) => { output += text.toString(); });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${String(code)}:\n${output}`);
  return JSON.parse(output.trimEnd().split("\n").at(-1) ?? "");
}
