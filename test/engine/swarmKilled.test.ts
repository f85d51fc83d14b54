import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, inject, test, vi } from "vitest";
import { whyNoNodes } from "../../scripts/engine/nodes.mjs";

const missing = await whyNoNodes();

/** The processes whose command lines name one of these folders: dockerd, containerd, shims, proxies, supervisors. */
function processesNaming(folders: readonly string[]): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      return folders.some((folder) => command.includes(folder)) ? [`${pid} ${command}`] : [];
    } catch {
      // No process, or one that has ended meanwhile.
      return [];
    }
  });
}

/** The control groups of these names, in every hierarchy. */
function controlGroups(names: readonly string[]): string[] {
  const root = "/sys/fs/cgroup";
  const hierarchies = [root, ...readdirSync(root).map((name) => path.join(root, name))];
  return hierarchies.flatMap((each) => names.map((name) => path.join(each, name))).filter((each) => existsSync(each));
}

describe.skipIf(missing !== undefined)(`a swarm of three machines (${missing ?? "they can be made"})`, () => {
  test("leaves nothing when the process that made it is killed", { timeout: 240_000 }, async () => {
    const program = path.join(import.meta.dirname, "threeNodes.mjs");
    const programs = inject("enginePrograms");
    const maker = spawn(process.execPath, [program, ...(programs === undefined ? [] : [programs])], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const interfaces = new Set(readdirSync("/sys/class/net"));
    const line = await new Promise<string>((resolve, reject) => {
      maker.once("exit", () => reject(new Error("It ended before there was a swarm.")));
      createInterface({ input: maker.stdout }).on("line", (text) => {
        if (text.startsWith("ready ")) resolve(text.slice("ready ".length));
      });
    });
    const { pids, sockets } = JSON.parse(line) as { pids: number[]; sockets: string[] };
    const short = sockets.map((socket) => path.dirname(socket));
    const groups = short.map((folder) => path.basename(folder));
    const data = processesNaming(short).flatMap((command) => / --data-root (\S+)\/root /u.exec(command)?.[1] ?? []);
    const folders = [...short, ...data];
    // All of it is there, or nothing could be seen to go.
    expect([pids.length, short.length, data.length]).toEqual([3, 3, 3]);
    expect(pids.map((pid) => existsSync(`/proc/${pid}/ns/net`))).toEqual([true, true, true]);
    expect(folders.map((folder) => existsSync(folder))).toEqual(folders.map(() => true));
    expect(controlGroups(groups)).not.toEqual([]);
    const mounted = (): string[] =>
      readFileSync("/proc/self/mountinfo", "utf8")
        .split("\n")
        .filter((mount) => folders.some((folder) => mount.includes(folder)));
    expect(mounted()).not.toEqual([]);

    maker.removeAllListeners("exit");
    maker.kill("SIGKILL");
    const left = (): Record<string, readonly unknown[]> => ({
      processes: [...processesNaming(folders), ...pids.filter((pid) => existsSync(`/proc/${pid}`))],
      folders: folders.filter((folder) => existsSync(folder)),
      mounts: mounted(),
      controlGroups: controlGroups(groups),
    });
    const nothing = { processes: [], folders: [], mounts: [], controlGroups: [] };
    await vi.waitFor(() => expect(left()).toEqual(nothing), { timeout: 120_000, interval: 200 });
    // Other engines of this machine come and go; the names of the machines' own links are ours alone.
    const made = readdirSync("/sys/class/net").filter((name) => !interfaces.has(name));
    expect(made.filter((name) => /^(?:hub|uplink0|node\d+|docker_gwbridge)$/u.test(name))).toEqual([]);
  });
});
