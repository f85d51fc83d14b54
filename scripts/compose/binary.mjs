// @ts-check
// Brings Docker Compose v2 out of Debian's packages, unpacked below .work/, without installing anything: Debian's newer
// suites carry it, on the mirror that the machine's own apt is set up with. Root is not needed.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { alone } from "../alone.mjs";
import { workFolder } from "../checkout.mjs";
import { run, step } from "../child.mjs";

/** @typedef {{ path: string, version: string }} Compose */
/** @typedef {{ unavailable: string }} NoCompose one sentence that says why */

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * The Compose of a Debian suite: `sid` has 2.40 or newer, `trixie` 2.26. Quick once it was fetched; a newer one is
 * fetched when `.work/compose` is removed.
 * @param {"sid" | "trixie"} [suite]
 * @returns {Promise<Compose | NoCompose>}
 */
export async function findCompose(suite = "sid") {
  const stamp = path.join(workFolder("compose"), `${suite}.json`);
  const known = await readStamp(stamp);
  if (known) return known;
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) {
    return { unavailable: "Docker Compose comes from Debian's packages, and this machine has no apt-get." };
  }
  return alone(`compose-${suite}`, async () => {
    const meanwhile = await readStamp(stamp);
    if (meanwhile) return meanwhile;
    try {
      const compose = await step(`Fetching Docker Compose from Debian ${suite}`, () => fetchCompose(suite));
      await writeFile(stamp, JSON.stringify(compose));
      return compose;
    } catch (error) {
      const lines = (error instanceof Error ? error.message : String(error)).trim().split("\n");
      const cause = lines.find((line) => /^(E|Err):/.test(line)) ?? lines[0] ?? "";
      return { unavailable: `Docker Compose could not be fetched from Debian ${suite}: ${cause}` };
    }
  });
}

/** @type {(text: string) => Compose} */
const parseCompose = JSON.parse;

/**
 * @param {string} stamp
 * @returns {Promise<Compose | undefined>}
 */
async function readStamp(stamp) {
  if (!existsSync(stamp)) return undefined;
  const compose = parseCompose(await readFile(stamp, "utf8"));
  return existsSync(compose.path) ? compose : undefined;
}

/**
 * @param {string} suite
 * @returns {Promise<Compose>}
 */
async function fetchCompose(suite) {
  const work = workFolder("compose", `fetch-${suite}`);
  try {
    const options = await privateApt(work, suite);
    await run("apt-get", [...options, "update"], { cwd: work });
    await run("apt-get", [...options, "download", "docker-compose"], { cwd: work });
    const archive = (await readdir(work)).find((name) => name.endsWith(".deb"));
    if (archive === undefined) throw new Error("apt-get downloaded no package.");
    await run("dpkg-deb", ["-x", archive, "unpacked"], { cwd: work });
    const fetched = await findProgram(path.join(work, "unpacked"));
    const { output } = await run(fetched, ["version", "--short"], { env: {} });
    const version = output.trim();
    const target = path.join(workFolder("compose", version), "docker-compose");
    await rename(fetched, target);
    return { path: target, version };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Options that make apt work in a folder of its own, with the machine's mirror but another suite.
 * @param {string} work
 * @param {string} suite
 */
async function privateApt(work, suite) {
  const trusted = existsSync(keyring) ? `[signed-by=${keyring}] ` : "";
  await writeFile(path.join(work, "sources.list"), `deb ${trusted}${await debianMirror()} ${suite} main\n`);
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

/** @param {string} folder */
async function findProgram(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name === "docker-compose" && entry.parentPath.endsWith("cli-plugins")) {
      return path.join(entry.parentPath, entry.name);
    }
  }
  throw new Error("the package holds no docker-compose.");
}
