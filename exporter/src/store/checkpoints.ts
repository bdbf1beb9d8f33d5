import { link, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FoldState } from "../pipeline/fold-state.ts";
import type { CheckpointStore, Snapshot } from "../pipeline/ports.ts";
import { SNAPSHOT_VERSION, restoreState } from "../pipeline/snapshot.ts";
import { CheckpointError, CheckpointVersionError, readCheckpoint, writeCheckpoint } from "./checkpoint-file.ts";
import { isSystemError } from "./system-error.ts";

const NAME = /^checkpoint-(\d+)-(\d+)\.eddy$/;
const KEPT = 2;

/** A state from disk, and the newer checkpoints that could not be used. */
export interface LoadedState {
  readonly state: FoldState;
  readonly file: string;
  readonly skipped: readonly string[];
}

/**
 * Checkpoints in a directory, each whole or not there at all. The two newest are kept, not counting those that
 * `load` found damaged: they go as soon as two whole ones are newer, for whoever wants to look into them.
 */
export class CheckpointDirectory implements CheckpointStore {
  readonly #directory: string;
  /** Names of files that `load` could not use; written anew they are whole again. */
  readonly #damaged = new Set<string>();
  /** A file of an older version that `load` gave: kept aside under `aside` from the first write on. */
  #older: { readonly file: string; readonly aside: string } | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * The newest checkpoint that is whole; undefined where there is none.
   * Throws CheckpointError if there are some and none can be used, or the newest whole one is of a version that
   * this Eddy doesn't know.
   */
  async load(): Promise<LoadedState | undefined> {
    const skipped: string[] = [];
    const names = await this.#names();
    for (const name of names) {
      const file = join(this.#directory, name);
      try {
        const { header, pages } = await readCheckpoint(file);
        const { version } = header;
        this.#older = version < SNAPSHOT_VERSION ? { file, aside: `${file}.v${version}` } : undefined;
        return { state: restoreState(header, pages), file, skipped };
      } catch (fault) {
        if (!(fault instanceof CheckpointError)) throw fault;
        if (fault instanceof CheckpointVersionError) throw new CheckpointVersionError(`${file}: ${fault.message}`);
        this.#damaged.add(name);
        skipped.push(`${file}: ${fault.message}`);
      }
    }
    if (names.length === 0) return undefined;
    throw new CheckpointError(
      `no checkpoint can be used: ${skipped.join("; ")}; move them away to fold the log again from its first message`,
    );
  }

  async write(snapshot: Snapshot): Promise<number> {
    await mkdir(this.#directory, { recursive: true });
    const name = `checkpoint-${snapshot.epoch}-${snapshot.sequence}.eddy`;
    const path = join(this.#directory, name);
    const unfinished = `${path}.tmp`;
    const file = await open(unfinished, "w", 0o600);
    let sizeBytes: number;
    try {
      sizeBytes = await writeCheckpoint(file, snapshot);
    } catch (fault) {
      await rm(unfinished, { force: true });
      throw fault;
    } finally {
      await file.close();
    }
    await this.#keepOlder();
    await rename(unfinished, path);
    this.#damaged.delete(name);
    await syncDirectory(this.#directory);
    await this.#dropOld();
    return sizeBytes;
  }

  /** Whoever goes back to the older Eddy needs the state that it wrote: `checkpoint-….eddy.v<version>`. */
  async #keepOlder(): Promise<void> {
    if (this.#older === undefined) return;
    await link(this.#older.file, this.#older.aside).catch((fault: unknown) => {
      if (!isSystemError(fault, "EEXIST")) throw fault;
    });
    this.#older = undefined;
  }

  /** Newest first. */
  async #names(): Promise<string[]> {
    const entries = await readdir(this.#directory).catch((fault: unknown) => {
      if (isSystemError(fault, "ENOENT")) return [];
      throw fault;
    });
    const order = (name: string): [number, number] => {
      const match = NAME.exec(name);
      return [Number(match?.[1]), Number(match?.[2])];
    };
    return entries
      .filter((name) => NAME.test(name))
      .sort((a, b) => order(b)[0] - order(a)[0] || order(b)[1] - order(a)[1]);
  }

  async #dropOld(): Promise<void> {
    let whole = 0;
    for (const name of await this.#names()) {
      if (whole >= KEPT) await rm(join(this.#directory, name), { force: true });
      else if (!this.#damaged.has(name)) whole++;
    }
    for (const name of await readdir(this.#directory)) {
      if (name.endsWith(".eddy.tmp")) await rm(join(this.#directory, name), { force: true });
    }
  }
}

/** A rename is safe only when the directory is on the disk too. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
