import { expect, it } from "vitest";
import { isOfEditor } from "../../src/netns/read/editorProcess";
import { foreignMachine, type Machine } from "../../src/netns/read/machine";

/** The server 100 started the extension host 110 and the terminals' process 120; a language server is 111. */
const parents = new Map([
  [100, 1],
  [110, 100],
  [111, 110],
  [120, 100],
  [121, 120],
  [122, 121],
  [200, 1],
  [300, 301],
  [301, 300],
]);
const programs = new Map([
  [121, "/bin/bash"],
  [122, "/usr/bin/node"],
]);
const machine: Machine = {
  ...foreignMachine,
  read: (file) => {
    const parent = parents.get(Number(/^\/proc\/(\d+)\/status$/u.exec(file)?.[1]));
    return Promise.resolve(parent === undefined ? undefined : `Name:\tnode\nPPid:\t${parent}\n`);
  },
  link: (file) => {
    const pid = Number(/^\/proc\/(\d+)\/exe$/u.exec(file)?.[1]);
    return Promise.resolve(programs.get(pid) ?? "/opt/editor/node");
  },
};
const editor = { pid: 110, parent: 100, program: "/opt/editor/node" };

it.each([
  [110, true, "the extension host"],
  [100, true, "the editor's server"],
  [111, true, "a language server"],
  [122, false, "a program started in a terminal"],
  [200, false, "another editor of the same program"],
  [300, false, "a circle of parents"],
  [999, false, "a process that has ended"],
])("%i: %s, as %s", async (pid, own) => expect(await isOfEditor(machine, editor, pid)).toBe(own));

it("takes nobody for the editor's by a parent that is everybody's", async () => {
  expect(await isOfEditor(machine, { ...editor, parent: 1 }, 200)).toBe(false);
});
