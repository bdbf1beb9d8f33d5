/** How far a client must prove by a certificate who it is; the names are those of Go's crypto/tls. */
export const CLIENT_AUTH_TYPES = [
  "NoClientCert", "RequestClientCert", "RequireAnyClientCert", "VerifyClientCertIfGiven", "RequireAndVerifyClientCert",
] as const;

/** One of CLIENT_AUTH_TYPES. */
export type ClientAuth = (typeof CLIENT_AUTH_TYPES)[number];

/** What TLS is made from. Texts are PEM. */
export interface TlsSettings {
  readonly cert: string;
  readonly key: string;
  /** Who may have signed clients' certificates. */
  readonly clientCa: string | undefined;
  readonly clientAuth: ClientAuth;
  /** A client's certificate must hold one of these alternative names (DNS, IP, e-mail, URI); empty = any. */
  readonly clientSans: readonly string[];
  readonly minVersion: "TLSv1.2" | "TLSv1.3";
  readonly maxVersion: "TLSv1.2" | "TLSv1.3";
  /** OpenSSL's names, joined by colons; undefined = Node's choice. */
  readonly ciphers: string | undefined;
  readonly curves: string | undefined;
  readonly preferServerCiphers: boolean;
}

/** Content of `--web.config.file`, checked and complete; all empty without such a file. */
export interface WebSettings {
  readonly tls: TlsSettings | undefined;
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** bcrypt hash by user; empty = everybody is let in. */
  readonly users: ReadonlyMap<string, string>;
  /** Requests of all clients together: one each `intervalMs`, `burst` at once. */
  readonly rateLimit: { readonly intervalMs: number; readonly burst: number } | undefined;
}

/** What holds without `--web.config.file`. */
export const OPEN_WEB: WebSettings = { tls: undefined, headers: {}, users: new Map(), rateLimit: undefined };

/** Where the settings come from; asked at each connection and request, so that a changed file holds at once. */
export interface WebSource {
  current(): WebSettings;
}

/** True if nobody gets in without a password or a certificate that was verified. */
export function needsCredentials({ users, tls }: WebSettings): boolean {
  return users.size > 0 || tls?.clientAuth === "RequireAndVerifyClientCert";
}
