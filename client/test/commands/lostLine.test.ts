import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Command, CommandContext } from "../../src/commands/target/context";

const seen = vi.hoisted(() => ({
  said: [] as string[],
  run: new Map<string, (...given: unknown[]) => Promise<unknown>>(),
}));
vi.mock("vscode", () => ({
  Uri: vi.fn(),
  Disposable: { from: () => ({ dispose: () => undefined }) },
  commands: {
    registerCommand: (id: string, run: (...given: unknown[]) => Promise<unknown>) => seen.run.set(id, run),
  },
  l10n: { t: (text: string) => text },
  workspace: { isTrusted: true },
  window: {
    showInformationMessage: (text: string) => Promise.resolve(void seen.said.push(text)),
  },
}));
const { registerCommands } = await import("../../src/commands/register");
const { chooseSeveral, chooseShown } = await import("../../src/commands/target/chooseShown");
const { forGroup } = await import("../../src/commands/group/forGroup");
const { RowHandle } = await import("../../src/views/trees/rowTree");

const choice = { accepts: () => true, prompt: "Which container?", none: "No container is running." };
const row = { id: "1", engine: "", label: "shop", description: "", icon: "", contextValue: "", spoken: "" } as const;
const group = new RowHandle(
  { ...row, kind: "group", grouping: "project", key: "shop", fold: "open" } as never,
  undefined,
);
const session = { key: "", live: { inventory: { containers: new Map() }, ready: () => Promise.resolve() } };
const context = {
  log: { debug: () => undefined },
  engineUse: { during: (run: () => unknown) => run() },
  engines: { sessions: [session], ready: () => Promise.resolve([session]), session: () => session },
  trees: { containers: { membersOf: () => [] } },
  view: { selection: [group] },
} as unknown as CommandContext;

/** Commands that ask in the three ways in which a command gets its containers. */
const kinds: readonly Command[] = [
  { id: "hostside.one", titleKey: "", run: (of, target, signal) => chooseShown(of, target, choice, signal) },
  {
    id: "hostside.several",
    titleKey: "",
    run: (of, target, signal, selected) => chooseSeveral(of, target, selected, choice, signal),
  },
  forGroup({ id: "hostside.group", titleKey: "", run: () => Promise.resolve("changed") }),
];
registerCommands(kinds, context);
const again = "The view was being updated at that moment. Choose the command from the menu again.";

beforeEach(() => {
  seen.said.length = 0;
});

describe.each(kinds.map(({ id }) => id))("%s, chosen from the menu of a line", (id) => {
  const start = (...given: unknown[]): Promise<unknown> | undefined => seen.run.get(id)?.(...given);

  it("is for no other line where VS Code has lost the line while it drew the tree anew", async () => {
    expect(await start(undefined, undefined)).toBeUndefined();
    expect(seen.said).toEqual([again]);
  });

  it("is for none of several lines where one of them was lost", async () => {
    expect(await start(group, [group, undefined])).toBeUndefined();
    expect(seen.said).toEqual([again]);
  });
});

it("looks for a container to ask about where it comes from the palette", async () => {
  await seen.run.get("hostside.one")?.();
  await seen.run.get("hostside.several")?.();
  expect(seen.said).toEqual([choice.none, choice.none]);
});
