import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** A file that a command was given and can't work with; the message says what to do. */
export class FileError extends Error {
  override readonly name = "FileError";
  readonly code = "file";
}

/** Before a file is read: throws FileError where it isn't there, is a folder or may not be read. `flag` is who names it: `score: FILE`. */
export function checkReadable(flag: string, file: string): void {
  const why = obstacle(file, constants.R_OK) ?? (statSync(file).isDirectory() ? "it is a folder; name a file in it" : undefined);
  if (why !== undefined) throw new FileError(`${flag} must be a file that can be read, got ${file}: ${why}`);
}

/** Before work for a file begins: throws FileError where it is a folder or may not be written, or its folder isn't there or may not be. */
export function checkWritable(flag: string, file: string): void {
  const isThere = existsSync(file);
  const why = isThere && statSync(file).isDirectory() ? "it is a folder; name a file in it" : obstacle(isThere ? file : `${dirname(resolve(file))}/`, constants.W_OK);
  if (why !== undefined) throw new FileError(`${flag} must be a file that can be written, got ${file}: ${why}`);
}

/** Why a path can't be used, and what to do; undefined = it can. */
function obstacle(path: string, mode: number): string | undefined {
  try {
    accessSync(path, mode);
    return undefined;
  } catch (error) {
    return sentenceOf(error, resolve(path), mode === constants.R_OK ? "read" : "written");
  }
}

function sentenceOf(error: unknown, path: string, verb: string): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return `there is no ${path}; check the path`;
  if (code === "ENOTDIR") return "what should be a folder in its path is a file; check the path";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return `${path} may not be ${verb}; check its permissions`;
  throw error;
}
