import { describe, expect, it } from "vitest";
import { WorkspaceReporter } from "../src/features/workspaceReporter";

const result = (id: string) => ({ id, items: [] });

describe("what a client is told of the files of a workspace", () => {
  it("is what it does not have, and that the rest is unchanged", () => {
    const has = [
      { uri: "file:///a", value: "1" },
      { uri: "file:///b", value: "2" },
    ];
    const reporter = new WorkspaceReporter(has, undefined);
    reporter.tell("/a", result("1"));
    expect(reporter.hasNews).toBe(false);
    reporter.tell("/b", result("3"));
    expect(reporter.hasNews).toBe(true);
    expect(reporter.rest()).toEqual([
      { kind: "unchanged", uri: "file:///a", version: null, resultId: "1" },
      { kind: "full", uri: "file:///b", version: null, items: [], resultId: "3" },
    ]);
  });

  it("has no name where a file is gone, and the URI that the client uses", () => {
    const reporter = new WorkspaceReporter([{ uri: "file:///%61", value: "1" }], undefined);
    reporter.tell("/a", undefined);
    expect(reporter.rest()).toEqual([{ kind: "full", uri: "file:///%61", version: null, items: [] }]);
    expect(reporter.files).toEqual([]);
  });

  it("comes in parts where it takes them, each file's last", () => {
    const parts: string[][] = [];
    const reporter = new WorkspaceReporter([], { report: ({ items }) => parts.push(items.map(({ uri }) => uri)) });
    for (let index = 0; index < 20; index++) reporter.tell(`/${index}`, result(String(index)));
    expect(parts.map((part) => part.length)).toEqual([16]);
    reporter.tell("/19", result("other"));
    expect(reporter.rest()).toEqual([]);
    expect(parts.map((part) => part.length)).toEqual([16, 4]);
  });
});
