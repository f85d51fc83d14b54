import { describe, expect, it, vi } from "vitest";
import type { Row } from "../../src/views/trees/row";

class Uri {
  constructor(
    readonly scheme: string,
    readonly query: string,
  ) {}
}
vi.mock("vscode", () => ({ Uri }));
const { parseTarget } = await import("../../src/commands/target/parseTarget");
const { RowHandle } = await import("../../src/views/trees/rowTree");

const row: Row = {
  ...{ kind: "message", id: "1", engine: "far", label: "", description: "", icon: "", contextValue: "", spoken: "" },
  fold: "leaf",
};
const container = { id: "a".repeat(64) };

describe("what a command was started from", () => {
  it("is a line of a tree, with its container and its engine where it has one", () => {
    const message = new RowHandle(row, undefined);
    expect(parseTarget(message)).toEqual({ row });
    const held = { ...row, kind: "container", container } as Row;
    expect(parseTarget(new RowHandle(held, undefined))).toEqual({
      row: held,
      container: { reference: container.id, engine: "far" },
    });
  });

  it("is a container as a lens has it, or a name", () => {
    expect(parseTarget({ container, engine: "far" })).toEqual({
      container: { reference: container.id, engine: "far" },
    });
    expect(parseTarget("app1")).toEqual({ container: { reference: "app1", engine: "" } });
  });

  it("is a document, of a namespace or any other", () => {
    const other = new Uri("file", "");
    expect(parseTarget(other)).toEqual({ uri: other });
    const ours = new Uri("hostside-netns", `kind=compare&shown=routes&of=host,${container.id}&side=1`);
    expect(parseTarget(ours)).toMatchObject({ uri: ours, document: { kind: "compare", shown: "routes", side: 1 } });
  });

  it.each([undefined, null, 7, {}, { container: null }, { container: { id: 7 } }, { container: "a" }, [], { row }])(
    "is nothing for %j, which a keybinding may hand in",
    (target) => {
      expect(parseTarget(target)).toEqual({});
    },
  );
});
