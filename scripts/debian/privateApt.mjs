// @ts-check
// Packages of Debian's newer suites, unpacked without installing anything: an apt in a folder of its own, on the mirror
// that the machine's own apt is set up with. Root is not needed.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../child.mjs";

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Why nothing can be had from Debian here, as one sentence; nothing where it may be. */
export function whyNoDebian() {
  if (process.platform === "linux" && existsSync("/usr/bin/apt-get")) return undefined;
  return "It comes from Debian's packages, and this machine has no apt-get.";
}

/**
 * What a failure of apt comes to, in one line.
 * @param {unknown} error
 */
export function causeOf(error) {
  const lines = (error instanceof Error ? error.message : String(error)).trim().split("\n");
  return lines.find((line) => /^(E|Err):/.test(line)) ?? lines[0] ?? "";
}

/** The packages of one Debian suite or of several, in a folder that is given up when the work is done. */
class PrivateApt {
  /** @type {readonly string[]} */
  #options;

  /**
   * @param {string} work
   * @param {readonly string[]} options
   */
  constructor(work, options) {
    this.work = work;
    this.#options = options;
  }

  /**
   * The newest version of a package that the suite has.
   * @param {string} name
   */
  async version(name) {
    const { output } = await run("apt-cache", [...this.#options, "show", "--no-all-versions", name], {
      cwd: this.work,
      allowFailure: true,
    });
    const version = /^Version: (\S+)/m.exec(output)?.[1];
    if (version === undefined) throw new Error(`the suite has no ${name}.`);
    return version;
  }

  /**
   * The newest version of a package in any of the suites; apt itself prefers none of `experimental`.
   * @param {string} name
   */
  async newest(name) {
    const { output } = await run("apt-cache", [...this.#options, "madison", name], {
      cwd: this.work,
      allowFailure: true,
    });
    const version = /^ *\S+ +\| +(\S+) +\|/m.exec(output)?.[1];
    if (version === undefined) throw new Error(`the suite has no ${name}.`);
    return version;
  }

  /**
   * What would be installed with packages, themselves among it. A package may be one version, `NAME=VERSION`.
   * @param {readonly string[]} names
   */
  async withDependencies(names) {
    const args = [...this.#options, "install", "--simulate", "--no-install-recommends", ...names];
    const { output } = await run("apt-get", args, { cwd: this.work });
    return [...output.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? "");
  }

  /**
   * Downloads packages and unpacks them, one over the other; answers with the folder.
   * @param {readonly string[]} names
   */
  async unpack(names) {
    await run("apt-get", [...this.#options, "download", ...names], { cwd: this.work });
    const archives = (await readdir(this.work)).filter((name) => name.endsWith(".deb"));
    if (archives.length < names.length) throw new Error("apt-get downloaded no package.");
    for (const archive of archives) {
      await run("dpkg-deb", ["-x", archive, "unpacked"], { cwd: this.work });
      await rm(path.join(this.work, archive));
    }
    return path.join(this.work, "unpacked");
  }
}

/**
 * Does work with the packages of suites; its folder is removed at the end.
 * @template T
 * @param {string} work the folder
 * @param {string} suites one, or several with blanks between them
 * @param {(apt: PrivateApt) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withPrivateApt(work, suites, use) {
  try {
    const options = await privateOptions(work, suites.split(" "));
    await run("apt-get", [...options, "update"], { cwd: work });
    return await use(new PrivateApt(work, options));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Options that make apt work in a folder of its own, with the machine's mirror but other suites.
 * @param {string} work
 * @param {readonly string[]} suites
 */
async function privateOptions(work, suites) {
  const trusted = existsSync(keyring) ? `[signed-by=${keyring}] ` : "";
  const mirror = await debianMirror();
  const sources = suites.map((suite) => `deb ${trusted}${mirror} ${suite} main\n`);
  await writeFile(path.join(work, "sources.list"), sources.join(""));
  for (const folder of ["lists/partial", "cache/archives/partial"]) {
    await mkdir(path.join(work, folder), { recursive: true });
  }
  const settings = {
    "Dir::Etc::sourcelist": path.join(work, "sources.list"),
    "Dir::Etc::sourceparts": "-",
    "Dir::State::lists": path.join(work, "lists"),
    "Dir::State::status": "/dev/null",
    "Dir::Cache": path.join(work, "cache"),
    // As root apt would fetch as a user of its own, who may not write here.
    "APT::Sandbox::User": "",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "20",
    "APT::Update::Error-Mode": "any",
  };
  return ["-q", ...Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`])];
}

/** The address of the Debian archive that this machine's apt uses, in whichever file and format it is written. */
async function debianMirror() {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  const codename = /^VERSION_CODENAME="?([\w-]+)/m.exec(release)?.[1];
  if (!/^ID="?debian\b/m.test(release) || codename === undefined) throw new Error("this machine is not Debian.");
  const format = "$(CREATED_BY)\t$(REPO_URI)\t$(RELEASE)\t$(COMPONENT)";
  const { output } = await run("apt-get", ["indextargets", "--format", format]);
  const targets = output.split("\n").map((line) => line.split("\t"));
  const main = targets.find(
    ([creator, , suite, component]) => creator === "Packages" && suite === codename && component === "main",
  );
  if (main?.[1] === undefined) throw new Error(`this machine's apt knows no archive of Debian ${codename}.`);
  return main[1];
}
