import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of an authority and of what it signed, PEM. */
export interface Certificates {
  readonly ca: string;
  /** For 127.0.0.1. */
  readonly server: Pair;
  readonly client: Pair;
  /** Another authority, which signed nothing. */
  readonly strangersCa: string;
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** True where the `openssl` command is installed. Node has no way to make X.509 certificates. */
export function canCertify(): boolean {
  try {
    execFileSync("openssl", ["version"]);
    return true;
  } catch {
    return false;
  }
}

/** Makes certificates that hold for two days. */
export function makeCertificates(directory: string): Certificates {
  const config = join(directory, "openssl.cnf");
  writeFileSync(config, "[req]\ndistinguished_name = name\n[name]\n");
  const make = (name: string, extensions: readonly string[], signer?: Pair): Pair => {
    const pair = { cert: join(directory, `${name}.pem`), key: join(directory, `${name}.key`) };
    execFileSync("openssl", [
      "req", "-config", config, "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", `/CN=${name}`, "-keyout", pair.key, "-out", pair.cert,
      ...extensions.flatMap((extension) => ["-addext", extension]),
      ...(signer === undefined ? [] : ["-CA", signer.cert, "-CAkey", signer.key]),
    ], { stdio: "pipe" });
    return pair;
  };
  const authority = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,digitalSignature", "subjectKeyIdentifier=hash"];
  const ca = make("authority", authority);
  return {
    ca: ca.cert,
    server: make("server", ["basicConstraints=critical,CA:FALSE", "subjectAltName=IP:127.0.0.1", "extendedKeyUsage=serverAuth"], ca),
    client: make("client", ["basicConstraints=critical,CA:FALSE", "extendedKeyUsage=clientAuth"], ca),
    strangersCa: make("stranger", authority).cert,
  };
}
