import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { OPEN_WEB } from "../api/web-settings.ts";
import { ConfigError } from "./config-error.ts";
import { loadWeb } from "./web.ts";

const directory = mkdtempSync(join(tmpdir(), "eddy-web-"));
const path = join(directory, "web.yml");
afterAll(() => { rmSync(directory, { recursive: true }); });

const HASH = "$2y$10$hIQ4.N/BzOH.jQ0N3pW93OVy2Uu5/yRnWm3ZFsyvbHgoAw2a0uOcy";

function load(yaml: string): ReturnType<typeof loadWeb> {
  writeFileSync(path, yaml);
  return loadWeb(path);
}

/** What is wrong, without the path. */
function faultOf(yaml: string): string {
  try {
    load(yaml);
    return "nothing";
  } catch (fault) {
    if (fault instanceof ConfigError) return fault.message.replaceAll(`${path}:`, "");
    throw fault;
  }
}

describe("loadWeb", () => {
  it.each([
    { name: "nothing", yaml: "", expected: OPEN_WEB },
    { name: "sections left empty", yaml: "basic_auth_users:\nhttp_server_config:\n", expected: OPEN_WEB },
    { name: "users", yaml: `basic_auth_users:\n  ada: ${HASH}\n  constructor: ${HASH}\n`, expected: { ...OPEN_WEB, users: new Map([["ada", HASH], ["constructor", HASH]]) } },
    { name: "headers", yaml: "http_server_config: { http2: false, headers: { X-Frame-Options: deny, Strict-Transport-Security: max-age=9 } }", expected: { ...OPEN_WEB, headers: { "X-Frame-Options": "deny", "Strict-Transport-Security": "max-age=9" } } },
    { name: "a rate", yaml: "rate_limit: { interval: 100ms, burst: 5 }", expected: { ...OPEN_WEB, rateLimit: { intervalMs: 100, burst: 5 } } },
    { name: "a rate without a burst", yaml: "rate_limit: { interval: 1s }", expected: { ...OPEN_WEB, rateLimit: { intervalMs: 1000, burst: 1 } } },
  ])("reads $name", ({ yaml, expected }) => {
    expect(load(yaml)).toEqual({ settings: expected, files: [path] });
  });

  it.each([
    { name: "an option that there isn't", yaml: "basic_auth_user: {}", expected: "1: basic_auth_user must be an option that there is (did you mean basic_auth_users?), got \"basic_auth_user\"" },
    { name: "a header that the format doesn't take", yaml: "http_server_config:\n  headers:\n    Server: eddy", expected: /^3: http_server_config\.headers\.Server must be one of Content-Security-Policy, .*, got "Server"$/ },
    { name: "a header's value", yaml: "http_server_config: { headers: { X-Frame-Options: allow } }", expected: "1: http_server_config.headers.X-Frame-Options must be deny or sameorigin" },
    { name: "a password instead of its hash, which isn't shown", yaml: "basic_auth_users:\n  ada: canary", expected: /^2: basic_auth_users\.ada must be a bcrypt hash of cost 4 to 14, from: htpasswd [^,]*$/ },
    { name: "a cost that stops everybody", yaml: `basic_auth_users:\n  ada: ${HASH.replace("$10$", "$15$")}`, expected: /^2: basic_auth_users\.ada must be a bcrypt hash of cost 4 to 14/ },
    { name: "a certificate without its key", yaml: "tls_server_config:\n  cert_file: a.pem", expected: "1: tls_server_config must be given with cert_file and key_file" },
    { name: "a certificate that isn't there", yaml: "tls_server_config:\n  cert_file: a.pem\n  key_file: b.pem", expected: '2: tls_server_config.cert_file must be a file that Eddy may read, got "a.pem"' },
    { name: "a certificate that is none", yaml: "tls_server_config:\n  cert: '-----BEGIN nothing'\n  key: '-----BEGIN canary'", expected: /^1: tls_server_config must be a certificate and its key, both PEM, and the clients' authority: [^-]*$/ },
    { name: "clients that are verified by nobody", yaml: "tls_server_config: { cert_file: a, key_file: b, client_auth_type: RequireAndVerifyClientCert }", expected: "1: tls_server_config must be given with both client_ca_file and a client_auth_type that verifies, or neither" },
    { name: "an authority that nobody asks", yaml: "tls_server_config: { cert_file: a, key_file: b, client_ca_file: c }", expected: "1: tls_server_config must be given with both client_ca_file and a client_auth_type that verifies, or neither" },
    { name: "an unknown way of asking", yaml: "tls_server_config:\n  client_auth_type: Sometimes", expected: /^2: tls_server_config\.client_auth_type must be one of NoClientCert, RequestClientCert, / },
    { name: "an old TLS", yaml: "tls_server_config:\n  min_version: TLS10", expected: /^2: tls_server_config\.min_version must be one of TLS12, TLS13$/m },
    { name: "versions upside down", yaml: "tls_server_config: { cert_file: a, key_file: b, min_version: TLS13, max_version: TLS12 }", expected: "1: tls_server_config must be given with min_version up to max_version" },
    { name: "an unsafe cipher", yaml: "tls_server_config:\n  cipher_suites:\n    - TLS_RSA_WITH_RC4_128_SHA", expected: /^3: tls_server_config\.cipher_suites\.0 must be one of TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, / },
    { name: "no interval", yaml: "rate_limit: { burst: 3 }", expected: /^1: rate_limit\.interval must be a duration such as 1s$/ },
    { name: "an interval of nothing", yaml: "rate_limit: { interval: 0s }", expected: "1: rate_limit.interval must be a duration above 0" },
    { name: "a list instead of options", yaml: "- canary", expected: "1: the file must be a list of options, each on a line of its own below" },
    { name: "what isn't YAML, of which nothing is shown", yaml: "basic_auth_users:\n  ada: [canary", expected: "2: the file must be YAML" },
    { name: "an alias of nothing", yaml: "basic_auth_users:\n  ada: *canary", expected: /^ ?the file must be YAML whose aliases \(\*name\) follow their anchors/ },
  ])("refuses $name", ({ yaml, expected }) => {
    const fault = faultOf(yaml);
    expect(fault).not.toContain("canary");
    if (typeof expected === "string") expect(fault).toBe(expected);
    else expect(fault).toMatch(expected);
  });

  it("names the flag where there is no such file", () => {
    expect(() => loadWeb(join(directory, "gone.yml"))).toThrow(`${join(directory, "gone.yml")}: --web.config.file must be a file that Eddy may read: there is no such file`);
  });
});
