import { dirname, resolve } from "node:path";
import { ConfigError } from "./config-error.ts";
import type { Config } from "./config.ts";
import type { YamlFile } from "./document.ts";
import { readYamlFile } from "./document.ts";
import type { Environment } from "./environment.ts";
import { environment } from "./environment.ts";
import { faultsOf } from "./faults.ts";
import { configSchema } from "./schema.ts";

/** An option that an environment variable sets over eddy.yml. */
interface EnvironmentOption {
  readonly path: readonly string[];
  read(value: string): unknown;
  /** For docs/configuration.md. */
  readonly help: string;
}

export const ENVIRONMENT_OPTIONS: Readonly<Record<string, EnvironmentOption>> = {
  EDDY_NATS_URL: { path: ["nats", "url"], read: (value) => value.split(",").map((url) => url.trim()), help: "`nats.url`; several are separated by commas" },
  EDDY_DATA: { path: ["data"], read: (value) => value, help: "`data`" },
};

/**
 * Reads eddy.yml; without a path all defaults hold. The environment goes over the file.
 * Throws a ConfigError with every fault found. Secrets stay in their files, which must be readable.
 */
export function loadConfig(path: string | undefined, env: Environment = environment): Config {
  const file: YamlFile | undefined = path === undefined ? undefined : readYamlFile(path);
  const content = withoutNulls(file?.content ?? {});
  const fromEnvironment = isObject(content) ? overlay(content, env) : new Map<string, string>();

  const directory = path === undefined ? process.cwd() : dirname(resolve(path));
  const result = configSchema(directory).safeParse(content);
  if (result.success) return { ...result.data, fold: { ...result.data.fold, sources: result.data.log.sources } };
  throw new ConfigError(
    faultsOf(result.error, content, (option) => {
      const variable = fromEnvironment.get(option.slice(0, 2).join("."));
      return variable === undefined ? `${path ?? "eddy.yml"}:${file?.lineOf(option) ?? 1}` : `environment ${variable}`;
    }),
  );
}

/** Puts what the environment sets into `content`; gives the variable behind each option. */
function overlay(content: Record<string, unknown>, env: Environment): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [variable, option] of Object.entries(ENVIRONMENT_OPTIONS)) {
    const value = env[variable];
    if (value === undefined || value === "") continue;
    put(content, option.path, option.read(value));
    variables.set(option.path.join("."), variable);
  }
  return variables;
}

function put(target: Record<string, unknown>, [step = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[step] = value;
    return;
  }
  const inner = target[step] ?? {};
  target[step] = inner;
  if (isObject(inner)) put(inner, rest, value);
}

/** An option without a value (`nats:` with all below it commented out) is an option left out. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value) || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== null).map(([key, held]) => [key, withoutNulls(held)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
