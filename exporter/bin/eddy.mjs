#!/usr/bin/env node
// The `eddy` command. The code behind it is built by `npm run build` (npm start and npm test do that themselves).
import { existsSync } from "node:fs";

const built = new URL("../dist/main.js", import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  process.stderr.write("eddy: not built yet; run `npm run build` first\n");
  process.exitCode = 1;
}
