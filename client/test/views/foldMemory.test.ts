import { expect, it } from "vitest";
import { FoldMemory } from "../../src/views/trees/foldMemory";

function mementoWith(kept: unknown) {
  const memento = {
    kept,
    get: () => memento.kept as never,
    update: (_: string, value: unknown): Promise<void> => {
      memento.kept = value;
      return Promise.resolve();
    },
  };
  return memento;
}

it("knows in the next window what was folded in this one", () => {
  const memento = mementoWith(undefined);
  const folds = new FoldMemory(memento, "k");
  folds.set("group/shop", false);
  folds.set("group/lab", false);
  folds.set("group/shop", true);
  const next = new FoldMemory(memento, "k");
  expect([next.get("group/shop"), next.get("group/lab"), next.get("other")]).toEqual([true, false, undefined]);
});

it("remembers the newest 300", () => {
  const memento = mementoWith(undefined);
  const folds = new FoldMemory(memento, "k");
  for (let at = 0; at < 400; at++) folds.set(`line/${at}`, true);
  expect(memento.kept).toHaveLength(300);
  const next = new FoldMemory(memento, "k");
  expect([next.get("line/99"), next.get("line/100"), next.get("line/399")]).toEqual([undefined, true, true]);
});

it.each([["text"], [[1, ["a"], ["b", 2], null]], [{ a: true }]])("takes whatever was kept: %j", (kept) => {
  expect(new FoldMemory(mementoWith(kept), "k").get("a")).toBeUndefined();
});
