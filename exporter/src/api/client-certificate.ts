import type { TLSSocket } from "node:tls";
import type { ClientAuth, TlsSettings } from "./web-settings.ts";

const MUST_BE_GIVEN: readonly ClientAuth[] = ["RequireAnyClientCert", "RequireAndVerifyClientCert"];
const IS_VERIFIED: readonly ClientAuth[] = ["VerifyClientCertIfGiven", "RequireAndVerifyClientCert"];

/** What keeps a client out after its handshake: reads on after "the client's certificate"; undefined if nothing does. */
export function clientFault({ clientAuth, clientSans }: TlsSettings, socket: Pick<TLSSocket, "authorized" | "getPeerCertificate">): string | undefined {
  if (clientAuth === "NoClientCert") return undefined;
  const { subject, subjectaltname } = socket.getPeerCertificate() as Partial<ReturnType<TLSSocket["getPeerCertificate"]>>;
  const isGiven = subject !== undefined;
  if (!isGiven) return MUST_BE_GIVEN.includes(clientAuth) || clientSans.length > 0 ? "is missing" : undefined;
  if (IS_VERIFIED.includes(clientAuth) && !socket.authorized) return "is not signed by client_ca_file, or not valid now";
  if (clientSans.length === 0 || clientSans.some((name) => namesOf(subjectaltname).includes(name))) return undefined;
  return "holds none of client_allowed_sans";
}

/** `DNS:a, IP Address:127.0.0.1` → `a`, `127.0.0.1`. Names with a comma are in JSON's quotes and match nothing. */
function namesOf(alternatives = ""): string[] {
  return alternatives.split(", ").map((entry) => entry.slice(entry.indexOf(":") + 1));
}
