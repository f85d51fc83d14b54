import { describe, expect, it } from "vitest";
import type { ListeningSocket } from "../../src/netns/model";
import { foreignMachine, type Machine } from "../../src/netns/read/machine";
import { withOwners, type ProcessTable } from "../../src/netns/read/socketOwners";

const id = "ab".repeat(32);
const socket = (port: number, inode = String(port)): ListeningSocket => ({
  ...{ protocol: "tcp", family: "inet", address: "0.0.0.0", port, uid: 0, inode },
});

/** A machine with one process, which holds these sockets, and with an `ss` that remembers what it was asked. */
function machineWith(held: readonly string[]): { machine: Machine; table: ProcessTable; asked: string[][] } {
  const asked: string[][] = [];
  const texts: Readonly<Record<string, string>> = {
    "/proc/7/comm": "proxy\n",
    "/proc/7/cmdline": "proxy\0--all\0",
    "/proc/7/cgroup": "0::/\n",
  };
  const machine: Machine = {
    ...foreignMachine,
    read: (file) => Promise.resolve(texts[file]),
    run: (program, parameters) => {
      asked.push([program, ...parameters]);
      return Promise.resolve(`tcp LISTEN 0 5 0.0.0.0:81 0.0.0.0:* ino:81 sk:1 cgroup:/docker/${id} <->\n`);
    },
  };
  const table: ProcessTable = { processes: () => Promise.resolve([7]), sockets: () => Promise.resolve(held) };
  return { machine, table, asked };
}

describe("who holds a socket", () => {
  it("is one owner for all sockets of a process, and nobody else is asked where all are found", async () => {
    const { machine, table, asked } = machineWith(["80", "81"]);
    const [first, second] = await withOwners(machine, table, [socket(80), socket(81)]);
    expect(first?.owner).toEqual({ program: "proxy", pid: 7, commandLine: "proxy --all", containers: [] });
    expect(second?.owner).toBe(first?.owner);
    expect(asked).toEqual([]);
  });

  it("is asked of ss for the ports alone whose process may not be seen", async () => {
    const { machine, table, asked } = machineWith(["80"]);
    const found = await withOwners(machine, table, [socket(80), socket(81), socket(82)]);
    expect(asked).toEqual([["ss", "-H", "-l", "-t", "-u", "-n", "-e", "( sport = :81 or sport = :82 )"]]);
    expect(found.map(({ owner }) => owner?.containers)).toEqual([[], [id], undefined]);
  });

  it("is asked of ss for all where very many are not seen", async () => {
    const { machine, table, asked } = machineWith([]);
    const found = await withOwners(
      machine,
      table,
      Array.from({ length: 40 }, (_, at) => socket(80 + at)),
    );
    expect(asked).toEqual([["ss", "-H", "-l", "-t", "-u", "-n", "-e"]]);
    expect(found[1]?.owner?.containers).toEqual([id]);
  });
});
