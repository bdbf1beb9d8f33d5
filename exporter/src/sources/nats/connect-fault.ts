import { NatsError, reasonOf, type NatsErrorCode } from "./nats-error.ts";

interface Rule {
  readonly code: NatsErrorCode;
  /** Found in the class, the code or the text of what was thrown. */
  readonly signs: RegExp;
  readonly what: string;
  readonly remedy: string;
}

/** The first that fits holds; the client has no codes of its own, so classes and texts decide. */
const rules: readonly Rule[] = [
  {
    code: "options",
    signs: /Invalid URL/i,
    what: "is no address of a server",
    remedy: "nats.url must be nats://host:port or tls://host:port",
  },
  {
    code: "auth",
    signs: /Authoriz|Authentic|nkeys:|credentials/i,
    what: "can't be signed in to",
    remedy: "check nats.user with nats.password_file, nats.token_file, nats.creds_file or nats.nkey_file",
  },
  {
    code: "tls",
    signs: /tls|ssl|certificate|CERT_|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|PEM/i,
    what: "can't be trusted by TLS",
    remedy: "check nats.tls.ca_file, and cert_file with key_file if the server verifies clients",
  },
  {
    code: "refused",
    signs: /timeout/i,
    what: "did not finish the handshake",
    remedy: "see the server's log; if it verifies clients, set nats.tls.cert_file and key_file",
  },
];

const unreachable = {
  code: "refused", what: "can't be reached", remedy: "start nats-server with JetStream (nats-server -js) or set nats.url",
} as const;

/** Says what kept Eddy from connecting, and what to do about it. */
export function connectFault(thrown: unknown, servers: readonly string[]): NatsError {
  if (thrown instanceof NatsError) return thrown;
  const reason = reasonOf(thrown);
  const signs = `${nameOf(thrown)} ${reason}`;
  const { code, what, remedy } = rules.find((rule) => rule.signs.test(signs)) ?? unreachable;
  return new NatsError(code, `NATS at ${servers.join(", ")} ${what} (${reason}); ${remedy}`, thrown);
}

function nameOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "";
  return "code" in thrown ? `${thrown.name} ${String(thrown.code)}` : thrown.name;
}
