import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { contextOptions } from "../api/tls.ts";
import type { TlsSettings, WebSettings } from "../api/web-settings.ts";
import { ConfigError } from "./config-error.ts";
import { readYamlFile } from "./document.ts";
import { faultsOf } from "./faults.ts";
import { withoutNulls } from "./load.ts";
import { webSchema } from "./web-schema.ts";
import type { WebFile } from "./web-schema.ts";

const FLAG = "--web.config.file";

/** The settings, and every file that they were read from. */
export interface LoadedWeb {
  readonly settings: WebSettings;
  readonly files: readonly string[];
}

/**
 * Reads a file in the web-config format of Prometheus' exporters and the certificates that it names; relative paths
 * begin at its folder. Throws a ConfigError with every fault; no value is shown, since any may be a secret.
 */
export function loadWeb(path: string): LoadedWeb {
  const file = readYamlFile(path, FLAG);
  const result = webSchema.safeParse(withoutNulls(file.content ?? {}));
  const where = (option: readonly PropertyKey[]): string => `${path}:${file.lineOf(option)}`;
  if (!result.success) throw new ConfigError(faultsOf(result.error, {}, where, webSchema));
  const { tls_server_config, http_server_config, basic_auth_users, rate_limit } = result.data;
  const files = [path];
  const read = (option: string, name: string): string => {
    const found = resolve(dirname(path), name);
    files.push(found);
    try {
      return readFileSync(found, "utf8");
    } catch {
      throw new ConfigError([{ where: where(["tls_server_config", option]), option: `tls_server_config.${option}`, rule: "a file that Eddy may read", got: JSON.stringify(name) }]);
    }
  };
  const settings: WebSettings = {
    tls: tls_server_config && checked(tlsOf(tls_server_config, read), where(["tls_server_config"])),
    headers: Object.fromEntries(Object.entries(http_server_config.headers).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    users: new Map(Object.entries(basic_auth_users)),
    rateLimit: rate_limit && { intervalMs: rate_limit.interval, burst: rate_limit.burst },
  };
  return { settings, files };
}

function tlsOf(given: NonNullable<WebFile["tls_server_config"]>, read: (option: string, name: string) => string): TlsSettings {
  const textOf = (option: "cert" | "key" | "client_ca"): string | undefined => {
    const name = given[`${option}_file`];
    return given[option] ?? (name === undefined ? undefined : read(`${option}_file`, name));
  };
  return {
    cert: textOf("cert") ?? "",
    key: textOf("key") ?? "",
    clientCa: textOf("client_ca"),
    clientAuth: given.client_auth_type,
    clientSans: given.client_allowed_sans,
    minVersion: given.min_version,
    maxVersion: given.max_version,
    ciphers: given.cipher_suites?.join(":"),
    curves: given.curve_preferences?.join(":"),
    preferServerCiphers: given.prefer_server_cipher_suites,
  };
}

/** OpenSSL says whether certificate, key and authority are any, and belong together. */
function checked(tls: TlsSettings, where: string): TlsSettings {
  try {
    createSecureContext(contextOptions(tls));
    return tls;
  } catch (thrown) {
    const why = typeof thrown === "object" && thrown !== null && "reason" in thrown ? String(thrown.reason) : "not readable";
    throw new ConfigError([{ where, option: "tls_server_config", rule: `a certificate and its key, both PEM, and the clients' authority: ${why}`, got: "" }]);
  }
}
