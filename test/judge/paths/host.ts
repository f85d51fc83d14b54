import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../../../scripts/child.mjs";
import { startPrivateEngine, type PrivateEngine } from "../../../scripts/engine/daemon.mjs";
import { callEngine } from "../../../scripts/engine/http.mjs";
import { addLayout, addProgram, addText } from "../../../scripts/engine/rootfs.mjs";
import { createReadStream } from "node:fs";
import { workFolder } from "../../../scripts/checkout.mjs";

/** The image of the scenes' containers. */
export const image = "hostside/echo:latest";

/** The programs that listen and that try, as this machine and the image have them. */
export const programs = path.dirname(fileURLToPath(import.meta.url));

/** Addresses of the host and of the machine beside it, for documentation (RFC 5737, RFC 3849). */
export const lan = { host: "198.51.100.7", outside: "198.51.100.9", host6: "2001:db8:7::7", outside6: "2001:db8:7::9" };

/** A host of its own, a network namespace with an engine in it, and another machine on its network. */
export interface JudgedHost {
  readonly engine: PrivateEngine;
  /** What runs a program on the host, and on the machine beside it. */
  readonly onHost: readonly string[];
  readonly outside: readonly string[];
  readonly remove: () => Promise<void>;
}

/**
 * Makes the host and starts its engine. It has the rules of its own firewall, which no other engine has: whatever
 * Docker does with iptables is done there, and nothing of this machine is changed.
 */
export async function openHost(enginePrograms: string | undefined, flags: readonly string[]): Promise<JudgedHost> {
  const name = `hostside-paths-${process.pid}`;
  const beside = `${name}-out`;
  const remove = async (): Promise<void> => {
    for (const each of [name, beside]) await run("ip", ["netns", "delete", each], { allowFailure: true });
  };
  try {
    for (const each of [name, beside]) {
      await run("ip", ["netns", "add", each]);
      await run("ip", ["-n", each, "link", "set", "lo", "up"]);
    }
    await run("ip", ["-n", name, "link", "add", "lan0", "type", "veth", "peer", "name", "lan0", "netns", beside]);
    const ends = [
      [name, lan.host, lan.host6],
      [beside, lan.outside, lan.outside6],
    ] as const;
    for (const [each, address, address6] of ends) {
      await run("ip", ["-n", each, "address", "add", `${address}/24`, "dev", "lan0"]);
      await run("ip", ["-n", each, "address", "add", `${address6}/64`, "dev", "lan0", "nodad"]);
      await run("ip", ["-n", each, "link", "set", "lan0", "up"]);
    }
    const onHost = ["nsenter", `--net=/run/netns/${name}`];
    const engine = await startPrivateEngine({ programs: enginePrograms, within: onHost, flags: [...flags] });
    await importEcho(engine.socket);
    const stop = async (): Promise<void> => {
      await engine.stop();
      await remove();
    };
    return { engine, onHost, outside: ["nsenter", `--net=/run/netns/${beside}`], remove: stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** An image of Perl with the program that listens; Perl is on every Debian machine, and starts in no time. */
async function importEcho(socket: string): Promise<void> {
  const root = mkdtempSync(path.join(workFolder(), "echo-"));
  try {
    await addLayout(root);
    await addProgram(root, "/usr/bin/perl");
    for (const folder of readdirSync("/usr/lib").filter((each) => each.endsWith("-linux-gnu"))) {
      const modules = `/usr/lib/${folder}/perl-base`;
      await cp(modules, path.join(root, modules), { recursive: true });
    }
    for (const program of ["echo.pl", "try.pl"]) {
      await cp(path.join(programs, program), path.join(root, program));
      chmodSync(path.join(root, program), 0o755);
    }
    await addText(root, "/etc/nsswitch.conf", "hosts: files dns\n");
    // As Debian has it: without, glibc takes the first line of /etc/hosts that has the name.
    await addText(root, "/etc/host.conf", "multi on\n");
    await addText(root, "/etc/passwd", "root:x:0:0:root:/:/bin/false\n");
    const tar = path.join(root, "..", `${path.basename(root)}.tar`);
    try {
      await run("tar", ["--create", "--file", tar, "--owner=0", "--group=0", "--numeric-owner", "-C", root, "."]);
      await callEngine(socket, `/images/create?fromSrc=-&repo=${encodeURIComponent(image)}`, {
        method: "POST",
        tar: createReadStream(tar),
      });
    } finally {
      rmSync(tar, { force: true });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
