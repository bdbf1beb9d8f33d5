import { nkeys } from "@nats-io/transport-node";
import { randomUUID } from "node:crypto";

/** A key pair of NATS. */
interface Identity {
  /** Public, `U…`. */
  readonly name: string;
  /** Secret, `SU…`. */
  readonly seed: string;
}

/** A server's configuration with an operator, and the user whom it lets in. */
export interface OperatorScene {
  readonly config: string;
  /** Content of the user's `.creds` file. */
  readonly creds: string;
  /** The same of a user whose account the server doesn't know. */
  readonly strangersCreds: string;
}

/** A new user. */
export function newUser(): Identity {
  return identityOf(nkeys.createUser());
}

/** An operator, its accounts and a user, signed as `nsc` signs them. */
export function newOperator(): OperatorScene {
  const operator = nkeys.createOperator();
  const system = nkeys.createAccount();
  const account = nkeys.createAccount();
  const accountJwt = (of: nkeys.KeyPair, name: string, limits: object): string =>
    jwt(operator, of.getPublicKey(), name, { type: "account", version: 2, limits: { ...unlimited, ...limits } });
  const config = [
    `operator: ${jwt(operator, operator.getPublicKey(), "operator", { type: "operator", version: 2, system_account: system.getPublicKey() })}`,
    `system_account: ${system.getPublicKey()}`,
    "resolver: MEMORY",
    "resolver_preload {",
    `  ${system.getPublicKey()}: ${accountJwt(system, "system", {})}`,
    `  ${account.getPublicKey()}: ${accountJwt(account, "account", { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 })}`,
    "}",
  ].join("\n");
  return { config, creds: credsOf(account), strangersCreds: credsOf(nkeys.createAccount()) };
}

const unlimited = { subs: -1, data: -1, payload: -1, imports: -1, exports: -1, wildcards: true, conn: -1, leaf: -1 };

function credsOf(account: nkeys.KeyPair): string {
  const { name, seed } = newUser();
  const token = jwt(account, name, "user", { type: "user", version: 2, pub: {}, sub: {}, subs: -1, data: -1, payload: -1 });
  return [
    "-----BEGIN NATS USER JWT-----", token, "------END NATS USER JWT------", "",
    "-----BEGIN USER NKEY SEED-----", seed, "------END USER NKEY SEED------", "",
  ].join("\n");
}

function identityOf(pair: nkeys.KeyPair): Identity {
  return { name: pair.getPublicKey(), seed: new TextDecoder().decode(pair.getSeed()) };
}

function jwt(issuer: nkeys.KeyPair, subject: string, name: string, nats: object): string {
  const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString("base64url");
  const claims = { jti: randomUUID(), iat: Math.floor(Date.now() / 1000), iss: issuer.getPublicKey(), name, sub: subject, nats };
  const signed = `${part({ typ: "JWT", alg: "ed25519-nkey" })}.${part(claims)}`;
  return `${signed}.${Buffer.from(issuer.sign(Buffer.from(signed))).toString("base64url")}`;
}
