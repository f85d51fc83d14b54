import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { ProjectPlaces, ServicePlaces } from "../../../shared/projectPlaces";
import { inventoryFrom, type Inventory } from "../../src/docker/inventory/inventory";
import { composeProblems, type KnownEngine } from "../../src/insight/composeProblems";
import { hostPorts } from "../../src/insight/hostPorts";
import { pageOf, problemKinds } from "../../src/insight/problemPages";
import type { Problem } from "../../src/insight/problems";
import type { ListeningSocket } from "../../src/netns/model";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";
import { englishIn, pseudo } from "../pseudoLanguage";

const file = "/p/compose.yaml";
const line = (number: number) => ({ start: { line: number, character: 2 }, end: { line: number, character: 5 } });

/** The service web: its key on line 1, `9000:80` on line 4, its mode on line 6 where it has one. */
function places(web: Partial<ServicePlaces> = {}): ProjectPlaces {
  const claim = { first: 9000, last: 9000, address: { kind: "any" } } as const;
  const ports = [{ range: line(4), protocol: "tcp", target: { first: 80, last: 80 }, claim }];
  const service = { name: "web", range: line(1), ports, listens: [], starts: true, ...web };
  return { projects: [{ name: "p", files: [file], parts: [] }], services: [service], networks: [] };
}

/** A container of the project p, or of another one. */
function made(number: number, name: string, service: string, more: object = {}, project = "p"): object {
  return listed(idOf(number), name, {
    ...more,
    Labels: {
      "com.docker.compose.project": project,
      "com.docker.compose.service": service,
      "com.docker.compose.project.config_files": `/${project}/compose.yaml`,
      "com.docker.compose.project.working_dir": `/${project}`,
    },
  });
}

const publishes = (hostPort: number) => ({
  Ports: [{ IP: "0.0.0.0", PublicPort: hostPort, PrivatePort: 80, Type: "tcp" }],
});
const created = { State: "created", Status: "Created" };
const hostMode = { HostConfig: { NetworkMode: "host" } };

const python = { program: "python3", pid: 71, containers: [] };
const socket = (port: number, more: Partial<ListeningSocket> = {}): ListeningSocket => ({
  ...{ protocol: "tcp", family: "inet", address: "0.0.0.0", port, uid: 0, inode: "1", owner: python },
  ...more,
});

interface Situation {
  readonly containers?: readonly object[];
  /** Absent: the host cannot be read. */
  readonly sockets?: readonly ListeningSocket[] | undefined;
  readonly problems?: Readonly<Record<string, Problem>>;
  readonly facts?: Pick<KnownEngine["facts"], "desktop" | "rootless">;
  readonly isCurrent?: boolean;
}

function engine({
  containers = [],
  sockets,
  problems = {},
  facts = { desktop: false, rootless: false },
  isCurrent = true,
}: Situation): KnownEngine {
  const inventory: Inventory = inventoryFrom(containers);
  const known = { ports: hostPorts(inventory, sockets, []), isHostRead: sockets !== undefined, isCurrent };
  const problemsOf = ({ name }: { name: string }): Problem[] => (problems[name] === undefined ? [] : [problems[name]]);
  return { name: "", key: "", inventory, problems: problemsOf, hostPorts: known, facts: { ...facts, swarm: "none" } };
}

const found = (situation: Situation, at: ProjectPlaces = places(), others: readonly KnownEngine[] = []): string[] => {
  const engines = [engine(situation), ...others];
  const inAnother = composeProblems(file, at, engines, pseudo).map(({ message }) => {
    // Below stands what the engine or the log said.
    return message.split("\n")[0] ?? "";
  });
  expect(englishIn(inAnother, "p web python other remote api db vpn")).toEqual([]);
  return composeProblems(file, at, engines, english).map(
    ({ range, severity, code, message }) => `${range.start.line} ${severity} ${code} ${message}`,
  );
};

describe("a port that somebody else has before a service is started", () => {
  const held = [
    "4 information port-held Port 9000 of the host is held by python3 (pid 71): docker compose up would fail. Stop that, or publish another port.",
  ];

  it("is told on its item, with the program, and not once it is free", () => {
    expect(found({ sockets: [socket(9000)] })).toEqual(held);
    expect(found({ sockets: [socket(9001)] })).toEqual([]);
  });

  it("is told of a container of another project, never of one of the same project", () => {
    expect(found({ containers: [made(1, "other-web-1", "web", publishes(9000), "other")] })).toEqual([
      held[0]?.replace("python3 (pid 71)", "container other-web-1"),
    ]);
    expect(found({ containers: [made(1, "p-web-1", "web", publishes(9000))] })).toEqual([]);
    expect(found({ containers: [made(1, "p-old-1", "old", publishes(9000))] })).toEqual([]);
    // Of the same files by another name (`docker compose -p`), or of the same name in another folder.
    const [byFiles, byName] = [made(1, "x-web-1", "web", publishes(9000)), made(1, "p-web-1", "web", publishes(9000))];
    Object.assign((byFiles as { Labels: object }).Labels, { "com.docker.compose.project": "x" });
    Object.assign((byName as { Labels: object }).Labels, { "com.docker.compose.project.config_files": "/q/c.yaml" });
    expect([found({ containers: [byFiles] }), found({ containers: [byName] })]).toEqual([[], []]);
  });

  it("is not told where who holds it is not certain", () => {
    const unseen = { ...socket(9000), owner: undefined } as unknown as ListeningSocket;
    const proxy = { program: "docker-proxy", pid: 9, containers: [] };
    expect(found({ sockets: [unseen] })).toEqual([]);
    expect(found({ sockets: [socket(9000, { owner: proxy })] })).toEqual([]);
    // Another socket of the same port that may be the project's own.
    expect(found({ sockets: [socket(9000), { ...unseen, inode: "2", address: "127.0.0.2" }] })).toEqual([]);
    expect(found({ sockets: [socket(9000, { protocol: "udp" })] })).toEqual([]);
    expect(found({ sockets: [socket(9000, { family: "inet6", address: "::1" })] })).toEqual([]);
  });

  it("is not told where addresses do not meet", () => {
    const address = { kind: "one", family: "ipv4", address: "127.0.0.1" } as const;
    const claim = { first: 9000, last: 9000, address };
    const local = places({ ports: [{ range: line(4), protocol: "tcp", claim }] });
    expect(found({ sockets: [socket(9000, { address: "192.0.2.7" })] }, local)).toEqual([]);
    expect(found({ sockets: [socket(9000, { address: "127.0.0.1" })] }, local)).toEqual(held);
  });

  it("is not told where the engine binds ports elsewhere than its programs listen", () => {
    for (const facts of [
      { desktop: true, rootless: false },
      { desktop: false, rootless: true },
    ]) {
      expect(found({ sockets: [socket(9000)], facts })).toEqual([]);
      const containers = [made(1, "other-web-1", "web", publishes(9000), "other")];
      expect(found({ containers, facts })).toHaveLength(1);
    }
  });

  it("is not told of a service that up does not start, nor of a project that is on another engine", () => {
    expect(found({ sockets: [socket(9000)] }, places({ starts: false }))).toEqual([]);
    const remote = { ...engine({ containers: [made(1, "p-web-1", "web")] }), name: "remote" };
    expect(found({ sockets: [socket(9000)] }, places(), [remote])).toEqual([]);
  });

  it("is told of a program in host mode where the file says where it listens", () => {
    const listens = [{ range: line(7), protocol: "tcp", port: 9000, address: { kind: "any" } as const }];
    expect(found({ sockets: [socket(9000)] }, places({ ports: [], listens, networkMode: line(6) }))).toEqual([
      "7 information port-held Port 9000 of the host is held by python3 (pid 71): the program of web could not listen on it. Stop that, or let it listen on another port.",
    ]);
    // Its own program, once it runs.
    const own = socket(9000, { owner: { program: "web", pid: 9, containers: [idOf(1)] } });
    const containers = [made(1, "p-web-1", "web", hostMode)];
    expect(found({ containers, sockets: [own] }, places({ ports: [], listens }))).toEqual([]);
  });
});

describe("a service whose base is in another file", () => {
  const refused: Problem = { kind: "not-started", detail: "Bind for 0.0.0.0:9000 failed: port is already allocated" };
  const lost: Problem = { kind: "dead-namespace", owner: "vpn", how: "restarted" };
  const claim = { first: 9000, last: 9000, address: { kind: "any" } } as const;
  const item = { protocol: "tcp", target: { first: 80, last: 80 }, claim } as const;
  const situation = { containers: [made(1, "p-web-1", "web", created)], sockets: [socket(9000)] };
  const all = (at: ProjectPlaces, problem?: Problem) =>
    composeProblems(
      file,
      at,
      [engine({ ...situation, problems: problem === undefined ? {} : { "p-web-1": problem } })],
      english,
    );

  it("has its problem at the extends, where no port can be changed", () => {
    const at = places({ ports: [{ ...item, range: line(2), elsewhere: true }] });
    for (const problem of [refused, undefined]) {
      const [told, ...others] = all(at, problem);
      expect([told?.range.start.line, told?.change, others]).toEqual([2, undefined, []]);
    }
  });

  it("has it in the base's file on the line that causes it, where it can be changed", () => {
    const base = { isBase: true, starts: false, ports: [{ ...item, range: line(4) }] } as const;
    const [told, ...others] = all(places(base), refused);
    expect([told?.range.start.line, told?.change, others]).toEqual([4, { from: 9000, to: 9001, side: "host" }, []]);
    expect(all(places({ ...base, networkMode: line(6) }), lost).map(({ range }) => range.start.line)).toEqual([6]);
  });

  it("has nothing in the base's file that does not come from there", () => {
    const base = { isBase: true, starts: false } as const;
    expect(all(places({ ...base, ports: [] }), refused)).toEqual([]);
    expect(all(places(base), lost)).toEqual([]);
    expect(all(places(base), { kind: "crash-loop", restarts: 3, exitCode: 1 })).toEqual([]);
  });
});

describe("what failed", () => {
  const refused: Problem = { kind: "not-started", detail: "Bind for 0.0.0.0:9000 failed: port is already allocated" };
  const containers = [made(1, "p-web-1", "web", created)];

  it("for a port is told on its item, with who has it now, and once", () => {
    const problems = { "p-web-1": refused };
    expect(found({ containers, problems, sockets: [socket(9000)] })).toEqual([
      "4 warning not-started p-web-1: port 9000 is taken by python3 (pid 71).\nBind for 0.0.0.0:9000 failed: port is already allocated",
    ]);
    const other = made(2, "other-web-1", "web", publishes(9000), "other");
    expect(found({ containers: [...containers, other], problems, sockets: [] })[0]).toMatch(/taken by other-web-1\./u);
  });

  it("for a port that is free by now says so, and only where that was seen since", () => {
    const problems = { "p-web-1": refused };
    expect(found({ containers, problems, sockets: [] })).toEqual([
      "4 information not-started p-web-1: port 9000 was taken when it was started. It is free now: start it again.",
    ]);
    for (const unsure of [{ sockets: [], isCurrent: false }, {}]) {
      expect(found({ containers, problems, ...unsure })[0]).toMatch(/^4 warning .* port 9000 is taken\./u);
    }
  });

  it("in host mode is told where the file says that it listens, else on the mode", () => {
    const taken: Problem = { kind: "port-taken", reason: { line: "bind: address already in use", port: 80 } };
    const situation = {
      containers: [made(1, "p-web-1", "web", { ...hostMode, State: "exited", Status: "Exited (1) 1 second ago" })],
      problems: { "p-web-1": taken },
      sockets: [socket(80)],
    };
    expect(found(situation, places({ ports: [], networkMode: line(6) }))).toEqual([
      "6 warning port-taken p-web-1: port 80 is taken by python3 (pid 71).\nbind: address already in use",
    ]);
    const listens = [{ range: line(7), protocol: "tcp", port: 80, address: { kind: "any" } as const }];
    expect(found(situation, places({ ports: [], networkMode: line(6), listens }))[0]).toMatch(/^7 warning port-taken/u);
  });

  it("in a namespace of its own is not laid on who has that port on the host", () => {
    const taken: Problem = { kind: "port-taken", reason: { line: "address already in use", port: 9000 } };
    const situation = { containers, problems: { "p-web-1": taken }, sockets: [] };
    expect(found(situation)).toEqual([
      "1 warning port-taken p-web-1: It exited because port 9000 is in use.\naddress already in use",
    ]);
  });

  it("otherwise is told on the mode or the service; what is not reached, on the item of ports", () => {
    const at = places({ networkMode: line(6) });
    const of = (problem: Problem): string | undefined =>
      found({ containers: [made(1, "p-web-1", "web")], problems: { "p-web-1": problem } }, at)[0];
    expect(of({ kind: "dead-namespace", owner: "vpn", how: "restarted" })).toMatch(
      /^6 warning dead-namespace p-web-1: /u,
    );
    expect(of({ kind: "crash-loop", restarts: 9, exitCode: 3 })).toMatch(/^1 warning crash-loop p-web-1: /u);
    expect(of({ kind: "nothing-listens", port: 80, protocol: "tcp" })).toMatch(/^4 information nothing-listens /u);
    expect(of({ kind: "nothing-listens", port: 81, protocol: "tcp" })).toMatch(/^1 information nothing-listens /u);
    expect(of({ kind: "loopback-only", port: 80, protocol: "tcp", address: "127.0.0.1" })).toMatch(/^4 information /u);
  });

  it("tell which port of the file is to be another one, and what can be done about the container", () => {
    const repairs = (problem: Problem, more: object = created): unknown => {
      const situation = engine({
        ...{ containers: [made(1, "p-web-1", "web", more)], problems: { "p-web-1": problem } },
        sockets: [socket(9000), socket(9001)],
      });
      const [first] = composeProblems(file, places(), [{ ...situation, key: "far" }], english);
      return [first?.change, first?.act?.engine, first?.act?.remedies];
    };
    const by = { port: 9000, name: "other", container: idOf(2) };
    expect(repairs({ kind: "not-started", detail: "bind host port 0.0.0.0:9000: address already in use", by })).toEqual(
      [{ from: 9000, to: 9002, side: "host" }, "far", ["reveal-cause", "stop-holder", "explain-exit"]],
    );
    expect(repairs({ kind: "port-taken", reason: { line: "in use" }, by })).toEqual([
      { from: 9000, to: 9002, side: "host" },
      "far",
      ["reveal-cause", "stop-holder", "explain-exit"],
    ]);
    expect(repairs({ kind: "nothing-listens", port: 80, protocol: "tcp", instead: 8080 }, publishes(9000))).toEqual([
      { from: 80, to: 8080, side: "container" },
      undefined,
      undefined,
    ]);
    expect(repairs({ kind: "dead-namespace", owner: "vpn", how: "restarted" }, {})).toEqual([
      undefined,
      "far",
      ["restore-network", "reveal-cause", "explain-exit"],
    ]);
  });

  it("that the language server says of the file is not told twice", () => {
    const unresolved = { kind: "unresolved-name", name: "db", networks: ["back"] } as const;
    expect(found({ containers: [made(1, "p-web-1", "web")], problems: { "p-web-1": unresolved } })).toEqual([]);
  });

  it("of other files is not told", () => {
    const other = { containers: [made(1, "q-web-1", "web", created, "q")], problems: { "q-web-1": refused } };
    expect(found(other)).toEqual([]);
  });
});

it("every kind of problem has a section in docs/live-problems.md, to which its code leads", () => {
  const page = readFileSync(path.join(import.meta.dirname, "../../../docs/live-problems.md"), "utf8");
  const headings = [...page.matchAll(/^## ([a-z-]+)$/gmu)].map(([, heading]) => heading);
  expect(headings.sort()).toEqual([...problemKinds].sort());
});

it("the page of a rule and of a kind of problem is in the folder of the extension, and nothing else is", () => {
  for (const code of ["host-ports-discarded", ...problemKinds]) {
    const [file = ""] = pageOf(code)?.split("#") ?? [];
    expect(existsSync(path.join(import.meta.dirname, "../../..", file)), code).toBe(true);
  }
  for (const code of ["", "../../x", "a/b", "A b"]) expect(pageOf(code)).toBeUndefined();
});
