// @ts-check
// Brings the Debian packages that a private engine, its images and a headless browser are made of.
import { existsSync } from "node:fs";
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { run, step } from "../child.mjs";

/** What the engine runs on. */
export const enginePackages = ["docker.io", "iproute2"];

/** What a Podman runs on, with networks between containers, the first process of pods and a container's own `--init`. */
export const podmanPackages = [
  ...["podman", "runc", "netavark", "aardvark-dns", "catatonit", "iptables", "iproute2"],
  // Of a rootless one.
  ...["uidmap", "slirp4netns", "fuse-overlayfs"],
];

/** What the images are made of. */
export const imagePackages = ["nginx", "nginx-common", "iproute2", "curl", "busybox-static"];

/** What a VS Code window is shown in when nobody sits at the machine. */
export const browserPackages = ["chromium", "fonts-dejavu-core", "fonts-liberation"];

/** Why packages cannot be installed here, as one sentence; nothing where they can. */
export function whyNoPackages() {
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) return "This machine has no apt-get.";
  if (process.getuid?.() !== 0) return "Installing Debian packages takes root.";
  return undefined;
}

/**
 * The installed version of each package; a package that is not installed has none.
 * @param {readonly string[]} names
 * @returns {Promise<Map<string, string>>}
 */
export async function installedVersions(names) {
  const format = "${db:Status-Abbrev}\t${Package}\t${Version}\n";
  const { output } = await run("dpkg-query", ["--show", `--showformat=${format}`, ...names], { allowFailure: true });
  const versions = new Map();
  for (const line of output.split("\n")) {
    const [status, name, version] = line.split("\t");
    if (status?.startsWith("ii") && name && version) versions.set(name, version);
  }
  return versions;
}

/**
 * Installs those of the packages that are missing. No service is started by that: Hostside runs its own engine.
 * @param {readonly string[]} names
 * @returns {Promise<void>}
 */
export async function ensurePackages(names) {
  const reason = whyNoPackages();
  const installed = reason === "This machine has no apt-get." ? new Map() : await installedVersions(names);
  const missing = [...new Set(names)].filter((name) => !installed.has(name));
  if (missing.length === 0) return;
  if (reason) throw new Error(`${reason} Install these by hand and run this again: ${missing.join(" ")}.`);
  await step(`Installing Debian packages: ${missing.join(" ")}`, () => withoutServices(() => install(missing)));
}

/** @param {readonly string[]} names */
async function install(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" };
  const args = ["install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", ...names];
  const first = await run("apt-get", args, { env, allowFailure: true });
  if (first.code === 0) return;
  // The package lists of a fresh machine are missing or old.
  await run("apt-get", ["update"], { env });
  await run("apt-get", args, { env });
}

/**
 * Debian starts a service when its package is installed, unless /usr/sbin/policy-rc.d refuses.
 * @template T
 * @param {() => Promise<T>} work
 */
async function withoutServices(work) {
  const policy = "/usr/sbin/policy-rc.d";
  const ours =
    "#!/bin/sh\n# Left here by Hostside's set-up while it installed packages; it may be removed.\nexit 101\n";
  if (existsSync(policy)) {
    // The machine has a policy of its own; ours from an interrupted run is taken over.
    if ((await readFile(policy, "utf8")) !== ours) return work();
  }
  await writeFile(policy, ours);
  await chmod(policy, 0o755);
  try {
    return await work();
  } finally {
    await rm(policy, { force: true });
  }
}
