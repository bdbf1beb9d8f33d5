import { readFileSync } from "node:fs";
import type { NatsConfig } from "../config/config.ts";
import type { Clock } from "../model/clock.ts";
import { connectNats } from "../sources/nats/connect.ts";
import type { NatsAuth, NatsLink, NatsOptions } from "../sources/nats/connect.ts";
import type { Arguments, Flag } from "./command.ts";
import { configOf } from "./config-of.ts";

/** Flags of the commands that publish. */
export const NATS_FLAGS: readonly Flag[] = [
  { name: "nats.url", type: "string", placeholder: "URL", help: "server, several separated by commas; else EDDY_NATS_URL, else nats.url of eddy.yml" },
  { name: "config.file", type: "string", placeholder: "FILE", help: "eddy.yml, for how to sign in to NATS", env: "EDDY_CONFIG_FILE" },
];

/** Where NATS is, by flags, environment and eddy.yml. Throws ConfigError. */
export function natsConfigOf(args: Arguments): NatsConfig {
  const url = args.flags["nats.url"];
  const { nats } = configOf(args);
  return typeof url === "string" ? { ...nats, urls: url.split(",").map((server) => server.trim()) } : nats;
}

/** Connects as the flags say. Throws ConfigError and NatsError. */
export function connectByFlags(args: Arguments, clock: Clock): Promise<NatsLink> {
  return connectNats(natsOptionsOf(natsConfigOf(args)), clock);
}

/** The settings with the content of the files that they name. */
export function natsOptionsOf(config: NatsConfig): NatsOptions {
  const { tls } = config;
  return {
    servers: config.urls,
    auth: authOf(config),
    tls: tls && { ca: contentOf(tls.caFile), cert: contentOf(tls.certFile), key: contentOf(tls.keyFile) },
  };
}

function authOf({ user, passwordFile, tokenFile, credsFile, nkeyFile }: NatsConfig): NatsAuth | undefined {
  if (user !== undefined) return { kind: "user", user, password: contentOf(passwordFile)?.trim() ?? "" };
  if (tokenFile !== undefined) return { kind: "token", token: readFileSync(tokenFile, "utf8").trim() };
  if (credsFile !== undefined) return { kind: "creds", text: readFileSync(credsFile, "utf8") };
  if (nkeyFile !== undefined) return { kind: "nkey", seed: readFileSync(nkeyFile, "utf8").trim() };
  return undefined;
}

function contentOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : readFileSync(path, "utf8");
}
