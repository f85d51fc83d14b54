import { expect, it } from "vitest";
import type { Container } from "../../src/docker/inventory/container";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { nextFreePort } from "../../src/insight/freePort";
import { isFailure, type Problem } from "../../src/insight/problems";
import { remediesOf } from "../../src/insight/remedies";
import { idOf, listed } from "../docker/fakeEngine";

const made = (more: object = {}): Container => {
  const container = inventoryFrom([listed(idOf(1), "app", more)]).containers.get(idOf(1));
  if (container === undefined) throw new Error("not listed");
  return container;
};
const inFile = {
  Labels: {
    "com.docker.compose.project": "shop",
    "com.docker.compose.service": "app",
    "com.docker.compose.project.config_files": "/p/compose.yaml",
  },
};
const app2 = { port: 80, name: "app2", container: idOf(2) };
const python = { port: 9000, name: "python3", pid: 71 };
const couldNot = "listen tcp4 0.0.0.0:9000: bind: address already in use";
const lost = { kind: "dead-namespace", owner: "vpn" } as const;

it.each<[string, Problem, readonly string[]]>([
  [
    "a port that a container has",
    { kind: "port-taken", reason: { line: "x", port: 80 }, by: app2 },
    ["reveal-cause", "stop-holder"],
  ],
  [
    "a port that a process has",
    { kind: "port-taken", reason: { line: "x", port: 9000 }, by: python },
    ["reveal-cause"],
  ],
  ["a port that nobody is seen to have", { kind: "port-taken", reason: { line: "x" } }, []],
  ["a publish that lost", { kind: "not-started", detail: couldNot, by: python }, ["reveal-cause", "free-port"]],
  ["another failure to start", { kind: "not-started", detail: "exec: no such file" }, []],
  ["a network whose owner was restarted", { ...lost, how: "restarted" }, ["restore-network", "reveal-cause"]],
  ["a network whose owner is gone", { ...lost, how: "removed" }, []],
  ["a port on which nothing listens", { kind: "nothing-listens", port: 80, protocol: "tcp" }, []],
])("offers what helps against %s, and the line where there is a file", (_, problem, expected) => {
  const why = isFailure(problem) ? ["explain-exit"] : [];
  expect(remediesOf(made(), [problem])).toEqual([...expected, ...why]);
  // A port can be another one where a file says it, also of a program in host mode.
  const free = problem.kind === "port-taken" && problem.by !== undefined ? ["free-port"] : [];
  expect(remediesOf(made(inFile), [problem])).toEqual([...expected, ...free, "reveal-service", ...why]);
});

it.each<[string, Problem]>([
  ["a name that is only elsewhere", { kind: "unresolved-name", name: "db", networks: ["back"] }],
  ["a program that listens on loopback", { kind: "loopback-only", port: 80, protocol: "tcp", address: "127.0.0.1" }],
  ["a program that listens on another port", { kind: "nothing-listens", port: 80, protocol: "tcp", instead: 8080 }],
])("offers to fix %s where there is a file to write it into", (_, problem) => {
  expect(remediesOf(made(inFile), [problem])).toEqual(["fix-in-file", "reveal-service"]);
  expect(remediesOf(made(), [problem])).toEqual([]);
});

it("offers each once for several problems, in one order", () => {
  const problems: Problem[] = [
    { kind: "not-started", detail: couldNot, by: app2 },
    { ...lost, how: "stopped" },
    { kind: "crash-loop", restarts: 1, exitCode: 1 },
  ];
  expect(remediesOf(made(), problems)).toEqual([
    ...["restore-network", "reveal-cause", "stop-holder", "free-port", "explain-exit"],
  ]);
});

it("counts up from a taken port to one that nobody has", () => {
  const ports = [9000, 9001, 8080].map((port) => ({
    ...{ port, protocol: "tcp", addresses: [], neededBy: [], owner: { kind: "unknown" as const } },
  }));
  expect(nextFreePort(9000, ports)).toBe(9002);
  expect(nextFreePort(80, ports)).toBe(8081);
  expect(nextFreePort(65_535, ports)).toBeUndefined();
});
