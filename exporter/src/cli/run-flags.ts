import type { Flag } from "./command.ts";

/** Flags of `eddy run`, named as Prometheus' exporters name theirs. */
export const RUN_FLAGS: readonly Flag[] = [
  { name: "config.file", type: "string", placeholder: "FILE", help: "settings, see docs/configuration.md; all have defaults", env: "EDDY_CONFIG_FILE" },
  { name: "config.check", type: "boolean", help: "check settings and packs, print ok or what is wrong, and end", env: "EDDY_CONFIG_CHECK" },
  { name: "web.listen-address", type: "string", placeholder: "HOST:PORT", help: "where HTTP is served", default: "127.0.0.1:10333", env: "EDDY_WEB_LISTEN_ADDRESS" },
  { name: "web.enable-lifecycle", type: "boolean", help: "allow POST /-/reload", env: "EDDY_WEB_ENABLE_LIFECYCLE" },
  { name: "web.enable-write", type: "boolean", help: "allow requests that write, such as POST /alerts; from this machine only", env: "EDDY_WEB_ENABLE_WRITE" },
  { name: "log.level", type: "string", placeholder: "LEVEL", help: "debug, info, warn or error", default: "info", env: "EDDY_LOG_LEVEL" },
  { name: "log.format", type: "string", placeholder: "FORMAT", help: "logfmt or json", default: "logfmt", env: "EDDY_LOG_FORMAT" },
];
