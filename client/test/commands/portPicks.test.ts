import { expect, it, vi } from "vitest";
import type { EngineSession } from "../../src/docker/inventory/engineSet";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { hostPorts, type HostPort } from "../../src/insight/hostPorts";
import { portProblems, type PortProblem } from "../../src/insight/portProblems";
import { parsePortQuery } from "../../src/insight/portQuery";
import type { ListeningSocket } from "../../src/netns/model";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";

vi.mock("vscode", () => ({}));
const { portPicks } = await import("../../src/commands/view/portPicks");

const published = (PublicPort: number): object => ({ IP: "0.0.0.0", PublicPort, PrivatePort: 80, Type: "tcp" });
const labels = { "com.docker.compose.project": "shop", "com.docker.compose.service": "front" };
const inventory = inventoryFrom([
  listed(idOf(1), "app1", { Ports: [published(2000), published(8001)], Labels: labels }),
  listed(idOf(2), "app2", { HostConfig: { NetworkMode: "host" } }),
]);
const socket = (port: number, program: string, commandLine: string, containers: string[] = []): ListeningSocket => ({
  ...{ protocol: "tcp", family: "inet", address: "0.0.0.0", port },
  owner: { program, pid: 71, commandLine, containers },
});
const listeners = [
  socket(80, "nginx", "nginx: master process", [idOf(2)]),
  socket(9000, "python3", "python3 -m http.server 9000"),
  socket(54_321, "postgres", "postgres -D $(pwd)"),
];
const session = {} as EngineSession;
const asked = (typed: string, isHostRead = true): string[] =>
  portPicks(
    [{ session, engine: "", ports: hostPorts(inventory, isHostRead ? listeners : undefined, []), isHostRead }],
    typed,
    english,
  ).map(({ label, description, detail }) => [label, description, detail].filter((part) => part !== "").join(" | "));

const front = "80/tcp | app2, host mode | nginx  pid 71  nginx: master process  0.0.0.0";

it.each(["80", ":80", "80/tcp", "localhost:80", "[::1]:80", "http://localhost:80/index.html", "80:8080"])(
  "%s finds port 80 of the host, with process, pid and command line",
  (typed) => expect(asked(typed)[0]).toBe(front),
);

it("finds by container, service, project, process, pid and command line", () => {
  for (const typed of ["app2", "Master process", "pid 71 nginx"]) expect(asked(typed)).toEqual([front]);
  for (const typed of ["front", "shop app1"]) {
    expect(asked(typed)).toEqual(["2000/tcp | app1 -> 80 | 0.0.0.0", "8001/tcp | app1 -> 80 | 0.0.0.0"]);
  }
  expect(asked("http.server")).toEqual(["9000/tcp | python3 | pid 71  python3 -m http.server 9000  0.0.0.0"]);
  expect(asked("mongo")).toEqual(["No port of the host is taken by what is called so"]);
});

it("says that a port is free, before all others", () => {
  expect(asked("5432")).toEqual(["5432 is free | Taken and similar: 54321/tcp postgres"]);
  expect(asked(":8080")).toEqual(["8080 is free"]);
  expect(asked("80/udp")[0]).toBe("80/udp is free | Taken and similar: 80/tcp app2, host mode, 8001/tcp app1 -> 80");
  expect(asked("70000")).toEqual(["70000 is no port: ports are numbers from 1 to 65535"]);
});

it("does not call a port free where the host cannot be read", () => {
  expect(asked("5432", false)).toEqual([
    "No container publishes 5432 | The host's own processes cannot be read from here.",
  ]);
});

it("says of a range who has which port, and which ones are free", () => {
  expect(asked("8000-8003")).toEqual(["8000-8003: free are 8000, 8002-8003", "8001/tcp | app1 -> 80 | 0.0.0.0"]);
  expect(asked("8001 - 8001")[0]).toBe("8001-8001: none is free");
  expect(asked("8000-").at(0)).toBe("8000 is free");
});

it("shows all ports while nothing is typed, and makes no icons of what programs are called", () => {
  expect(asked("")).toHaveLength(5);
  expect(asked("54321")[0]).toBe("54321/tcp | postgres | pid 71  postgres -D $ (pwd)  0.0.0.0");
});

it("takes a name with digits in it for a name", () => {
  expect(parsePortQuery("app1")).toEqual({ kind: "words", words: ["app1"] });
  expect(parsePortQuery("web-80")).toEqual({ kind: "words", words: ["web-80"] });
});

it("says what is wrong behind a port that is found, before all else", () => {
  const ports = hostPorts(inventory, listeners, []);
  const problemsOf = (port: HostPort): readonly PortProblem[] =>
    portProblems(inventory, port, () => [{ kind: "nothing-listens", port: 80, protocol: "tcp" }]);
  const [pick] = portPicks([{ session, engine: "", ports, isHostRead: true, problemsOf }], "2000", english);
  expect(pick).toMatchObject({
    label: "$(warning) 2000/tcp",
    detail: expect.stringMatching(
      /^Port 80\/tcp is published, but nothing in the container listens on it\./u,
    ) as string,
  });
});
