// Writes the pages of docs/ that are made from the code. Run after `npm run build`.
import { writeFileSync } from "node:fs";
import { configurationPage } from "../exporter/dist/cli/configuration-page.js";

writeFileSync(new URL("../docs/configuration.md", import.meta.url), configurationPage());
