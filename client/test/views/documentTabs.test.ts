import { beforeEach, expect, it, vi } from "vitest";

class TabInputText {
  constructor(readonly uri: string) {}
}
class TabInputTextDiff {
  constructor(
    readonly original: string,
    readonly modified: string,
  ) {}
}
const window = vi.hoisted(() => ({
  tabGroups: { all: [] as { tabs: { input: unknown }[] }[] },
  visibleTextEditors: [] as { document: { uri: string } }[],
}));
vi.mock("vscode", () => ({ TabInputText, TabInputTextDiff, window }));
const { isInATab } = await import("../../src/views/namespaces/documentTabs");

const isSeen = (uri: string): boolean => isInATab((each) => String(each) === uri);

beforeEach(() => {
  window.tabGroups.all = [];
  window.visibleTextEditors = [];
});

it("is so for a text and for both sides of a comparison, in any group, in front or behind", () => {
  window.tabGroups.all = [
    { tabs: [{ input: new TabInputText("a") }, { input: undefined }] },
    { tabs: [{ input: undefined }, { input: new TabInputTextDiff("left", "right") }] },
  ];
  expect(["a", "left", "right", "closed"].map(isSeen)).toEqual([true, true, true, false]);
});

it("is so for what stands in a list of comparisons that is in front", () => {
  window.tabGroups.all = [{ tabs: [{ input: undefined }] }];
  window.visibleTextEditors = [{ document: { uri: "part" } }];
  expect(["part", "closed"].map(isSeen)).toEqual([true, false]);
});
