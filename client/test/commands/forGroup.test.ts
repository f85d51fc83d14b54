import { beforeEach, expect, it, vi } from "vitest";
import type { CommandContext } from "../../src/commands/target/context";

const said: string[] = [];
vi.mock("vscode", () => ({
  Uri: vi.fn(),
  l10n: { t: (text: string) => text },
  window: { showInformationMessage: (text: string) => Promise.resolve(void said.push(text)) },
}));
const { forGroup } = await import("../../src/commands/group/forGroup");
const { RowHandle } = await import("../../src/views/trees/rowTree");

const row = { id: "1", engine: "", label: "shop", description: "", icon: "", contextValue: "", spoken: "" } as const;
const group = new RowHandle({ ...row, kind: "group", key: "shop", fold: "open" }, undefined);
const container = new RowHandle({ ...row, kind: "message", fold: "leaf" }, undefined);
const { run } = forGroup({
  id: "hostside.startGroup",
  titleKey: "command.startGroup",
  run: async (_context, target) => Promise.resolve(target),
});
const selecting = (...selection: readonly unknown[]): CommandContext =>
  ({ view: { selection } }) as unknown as CommandContext;
const { signal } = new AbortController();

beforeEach(() => (said.length = 0));

it("is for the group whose menu it was chosen from", async () => {
  expect(await run(selecting(container), group, signal)).toBe(group);
});

it("is for the selected group where it was started without one, as by a key", async () => {
  expect(await run(selecting(container, group), undefined, signal)).toBe(group);
  expect(said).toEqual([]);
});

it("does nothing without a group, and says why", async () => {
  expect(await run(selecting(container), undefined, signal)).toBeUndefined();
  expect(said).toEqual(["Select a project or another group in the Containers view first."]);
});
