import { expect, test } from "vitest";
import { containerFrom } from "../../src/docker/inventory/container";
import type { Problem } from "../../src/insight/problems";
import { problemRows } from "../../src/views/trees/problemRows";
import { english } from "../english";

const container = containerFrom({ Id: "a".repeat(64), Names: ["/web"], State: "running" });

/** What the menu of a problem's line offers, and the port of the host that it is about. */
function lineOf(problem: Problem): [string, number | undefined] {
  if (container === undefined) throw new Error("there is no container");
  const [row] = problemRows("", container, [problem], english);
  const marks = (row?.contextValue ?? "").split(".").filter((each) => each.startsWith("asks-"));
  return [marks.join(), row?.kind === "problem" ? row.hostPort : undefined];
}

test("a problem with a port of a container asks from where it is reached, one with a port of the host who has it", () => {
  expect(lineOf({ kind: "nothing-listens", port: 80, protocol: "tcp" })).toEqual(["asks-reach", undefined]);
  expect(lineOf({ kind: "loopback-only", port: 80, protocol: "tcp", address: "127.0.0.1" })).toEqual([
    "asks-reach",
    undefined,
  ]);
  const detail = "driver failed: Bind for 0.0.0.0:8080 failed: port is already allocated";
  expect(lineOf({ kind: "not-started", detail })).toEqual(["asks-port", 8080]);
  expect(lineOf({ kind: "not-started", detail: "no such file" })).toEqual(["", undefined]);
  expect(lineOf({ kind: "crash-loop", restarts: 3, exitCode: 1 })).toEqual(["", undefined]);
});
