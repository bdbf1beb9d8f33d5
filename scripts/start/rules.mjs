import { rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "../setup/command.mjs";
import { Fault } from "../setup/fault.mjs";

const local = (port) => `http://127.0.0.1:${port}`;

/** Where Prometheus finds them: files of its configuration, as patterns. */
export const rulePatterns = ({ data }) => ["rules/*.rules.yml", "rules/packs/*.rules.yml"].map((pattern) => join(data, pattern));

/** Writes the rules of the packs that our exporter has, with our addresses in their links; alerts lead to Grafana where it runs too. */
export async function writeRules({ data, ports, only }) {
  const folder = join(data, "rules");
  rmSync(folder, { recursive: true, force: true });
  const links = ["--link-url", local(ports.prometheus), "--runbook-url", `${local(ports.exporter)}/runbooks`];
  if (only.includes("grafana")) links.push("--grafana-url", local(ports.grafana));
  if (only.includes("exporter")) links.push(`--config.file=${join(data, "eddy.yml")}`);
  const code = await run(process.execPath, [`${root}exporter/bin/eddy.mjs`, "rules", "--out", folder, ...links], { stdio: ["ignore", "ignore", "inherit"] });
  if (code !== 0) throw new Fault(`eddy rules ended with ${code}, so that Prometheus has no rules: see what it says above`);
}
