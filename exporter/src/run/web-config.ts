import { statSync } from "node:fs";
import { OPEN_WEB, needsCredentials } from "../api/web-settings.ts";
import type { WebSettings, WebSource } from "../api/web-settings.ts";
import { loadWeb } from "../config/web.ts";
import type { LoadedWeb } from "../config/web.ts";
import type { Log } from "../model/log.ts";

/** Where changes are told. */
export interface WebConfigParts {
  readonly log: Log;
  /** The newest file is in force, or the ones before stay. */
  onReload(ok: boolean): void;
}

/**
 * `--web.config.file` as it is now. Each question looks at size and time of the file and of the certificates, some
 * 20 µs, and reads them anew if they differ; a faulty file leaves the settings before in force. What protects Eddy may
 * change while it runs, but not go: a file that is just being written must not let anybody in.
 */
export class WebConfig implements WebSource {
  readonly #parts: WebConfigParts;
  readonly #path: string | undefined;
  #loaded: LoadedWeb;
  #seen: string;

  /** Without a path all is open. Throws ConfigError. */
  constructor(path: string | undefined, parts: WebConfigParts) {
    this.#parts = parts;
    this.#path = path;
    // Before reading: what changes in between is seen at the next question.
    const before = path === undefined ? "" : fingerprint([path]);
    this.#loaded = path === undefined ? { settings: OPEN_WEB, files: [] } : loadWeb(path);
    this.#seen = path === undefined ? "" : this.#loaded.files.length === 1 ? before : fingerprint(this.#loaded.files);
  }

  current(): WebSettings {
    if (this.#path === undefined) return OPEN_WEB;
    const now = fingerprint(this.#loaded.files);
    if (now !== this.#seen) {
      this.#seen = now;
      this.#reload(this.#path);
    }
    return this.#loaded.settings;
  }

  #reload(path: string): void {
    try {
      const loaded = loadWeb(path);
      const lost = lostProtection(this.#loaded.settings, loaded.settings);
      if (lost !== undefined) throw new Error(`${path}: ${lost}`);
      this.#loaded = loaded;
      this.#seen = fingerprint(loaded.files);
      this.#parts.onReload(true);
      this.#parts.log.info({ file: path }, "web config is in force");
    } catch (thrown) {
      this.#parts.onReload(false);
      this.#parts.log.warn({ why: thrown instanceof Error ? thrown.message : String(thrown) }, "web config refused, the one before stays in force");
    }
  }
}

/** What only a start may do; undefined if nothing of it is asked for. */
function lostProtection(before: WebSettings, after: WebSettings): string | undefined {
  if ((before.tls === undefined) !== (after.tls === undefined)) return "TLS is turned on and off at a start only";
  if (needsCredentials(before) && !needsCredentials(after)) return "credentials are given up at a start only";
  if (before.users.size > 0 && after.users.size === 0) return "passwords are given up at a start only";
  return undefined;
}

function fingerprint(files: readonly string[]): string {
  return files.map((file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found === undefined ? "gone" : `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
  }).join("\n");
}
