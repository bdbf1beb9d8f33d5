import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Fault } from "./fault.mjs";

/** The root of the project, with a slash at the end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs a program to its end in the project's root; its output goes to the terminal unless `options.stdio` says otherwise.
 * Resolves with the exit code, 1 where a signal ended it. `options.signal` ends the program early and rejects.
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", ...options });
    child.once("error", (error) => {
      reject(error.code === "ENOENT" ? new Fault(`${program} is not installed, or not on the PATH: install it, then start again`) : error);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** Runs a JavaScript tool of node_modules, named by its file there. */
export function runTool(file, args, options) {
  return run(process.execPath, [`${root}node_modules/${file}`, ...args], options);
}
