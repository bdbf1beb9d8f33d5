import { z } from "zod";
import { CLIENT_AUTH_TYPES } from "../api/web-settings.ts";
import { parseDurationMs } from "../pack/duration.ts";
import { text } from "./values.ts";

/** Cipher suites of TLS 1.2 by their names in Go, which the format takes, with OpenSSL's. Those of TLS 1.3 are always on. */
const CIPHERS = {
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: "ECDHE-ECDSA-AES128-GCM-SHA256",
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: "ECDHE-ECDSA-AES256-GCM-SHA384",
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: "ECDHE-ECDSA-CHACHA20-POLY1305",
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: "ECDHE-RSA-AES128-GCM-SHA256",
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: "ECDHE-RSA-AES256-GCM-SHA384",
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: "ECDHE-RSA-CHACHA20-POLY1305",
  TLS_AES_128_GCM_SHA256: "TLS_AES_128_GCM_SHA256",
  TLS_AES_256_GCM_SHA384: "TLS_AES_256_GCM_SHA384",
  TLS_CHACHA20_POLY1305_SHA256: "TLS_CHACHA20_POLY1305_SHA256",
} as const;
const CURVES = { CurveP256: "prime256v1", CurveP384: "secp384r1", CurveP521: "secp521r1", X25519: "X25519" } as const;
const VERSIONS = { TLS12: "TLSv1.2", TLS13: "TLSv1.3" } as const;

/** Costs of a second and more would let few guesses stop everybody. */
const BCRYPT = /^\$2[abxy]?\$(0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/;

/** An option that takes one of a table's keys and becomes its value. */
function named<T extends string>(table: Readonly<Record<string, T>>): z.ZodType<T, string> {
  const rule = `one of ${Object.keys(table).join(", ")}`;
  return z.string({ error: rule }).transform((name, context) => {
    const value = table[name];
    if (value !== undefined) return value;
    context.issues.push({ code: "custom", message: rule, input: name });
    return z.NEVER;
  });
}

const truth = z.boolean({ error: "true or false" });
const path = text(/./, "a path");
const pem = text(/-----BEGIN /, "PEM");
const interval = z.string({ error: "a duration such as 1s" }).transform((value) => parseDurationMs(value)).pipe(z.number({ error: "a duration such as 1s" }).positive({ error: "a duration above 0" }));

const tls = z.strictObject({
  cert_file: path.optional(),
  cert: pem.optional(),
  key_file: path.optional(),
  key: pem.optional(),
  client_ca_file: path.optional(),
  client_ca: pem.optional(),
  client_auth_type: z.enum(CLIENT_AUTH_TYPES, { error: `one of ${CLIENT_AUTH_TYPES.join(", ")}` }).prefault("NoClientCert"),
  client_allowed_sans: z.array(text(/./, "a name"), { error: "a list of names" }).prefault([]),
  min_version: named(VERSIONS).prefault("TLS12"),
  max_version: named(VERSIONS).prefault("TLS13"),
  cipher_suites: z.array(named(CIPHERS), { error: "a list of cipher suites" }).optional(),
  curve_preferences: z.array(named(CURVES), { error: "a list of curves" }).optional(),
  prefer_server_cipher_suites: truth.prefault(true),
})
  .refine((given) => (given.cert ?? given.cert_file) !== undefined && (given.key ?? given.key_file) !== undefined, "given with cert_file and key_file")
  .refine((given) => (given.client_auth_type === "NoClientCert") === ((given.client_ca ?? given.client_ca_file) === undefined)
    || given.client_auth_type === "RequestClientCert" || given.client_auth_type === "RequireAnyClientCert",
  "given with both client_ca_file and a client_auth_type that verifies, or neither")
  .refine((given) => !(given.min_version === "TLSv1.3" && given.max_version === "TLSv1.2"), "given with min_version up to max_version");

/** Headers that the format takes, with what each may be. */
const headers = z.strictObject({
  "Content-Security-Policy": text(/^[ -~]+$/, "a header's value").optional(),
  "Strict-Transport-Security": text(/^[ -~]+$/, "a header's value").optional(),
  "X-Content-Type-Options": text(/^nosniff$/i, "nosniff").optional(),
  "X-Frame-Options": text(/^(deny|sameorigin)$/i, "deny or sameorigin").optional(),
  "X-XSS-Protection": text(/^[ -~]+$/, "a header's value").optional(),
});

/** The format of `--web.config.file`, that of Prometheus' exporters. Paths are as they stand there. */
export const webSchema = z.strictObject({
  tls_server_config: tls.optional(),
  // Node serves HTTP/1.1 whatever http2 says.
  http_server_config: z.strictObject({ http2: truth.optional(), headers: headers.prefault({}) }).prefault({}),
  basic_auth_users: z.record(text(/^[^:]+$/, "a name without a colon"), text(BCRYPT, "a bcrypt hash of cost 4 to 14, from: htpasswd -nBC 10 \"\" | tr -d ':\\n'")).prefault({}),
  rate_limit: z.strictObject({ interval, burst: z.int({ error: "a whole number from 1" }).min(1, { error: "a whole number from 1" }).prefault(1) }).optional(),
});

/** As the schema reads it. */
export type WebFile = z.infer<typeof webSchema>;
