import { readFileSync } from "node:fs";

/** Eddy's version, from the exporter's package.json. Throws if the installation lacks that file. */
export function eddyVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest && typeof manifest.version === "string") {
    return manifest.version;
  }
  throw new Error("package.json: version must be a string");
}
