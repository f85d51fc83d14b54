import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { inventoryFrom } from "../../client/src/docker/inventory/inventory";
import type { PathSnapshot, Place } from "../../client/src/insight/path/model";
import { targetText } from "../../client/src/insight/path/pathText";
import { knownPorts } from "../../client/src/insight/reach/knownPorts";
import { derivedCalls, placeText, reachAnswer, type AskedCall } from "../../client/src/insight/reach/reachAnswer";
import { tryCalls } from "../../client/src/insight/reach/tryCalls";
import { readPathSnapshot } from "../../client/src/insight/readPathSnapshot";
import { thisMachine } from "../../client/src/netns/read/machine";
import type { Prober } from "../../client/src/netns/read/prober";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { english } from "../../client/test/english";
import { freePort } from "./freePort";

const socket = inject("dockerSocket");
const prefix = "hostside-reach-";
const created: string[] = [];
let prober: Prober;
let snapshot: PathSnapshot;
let published = 0;

async function start(name: string, network: string, command: string[], more: object = {}): Promise<void> {
  const { HostConfig = {}, ...rest } = more as { HostConfig?: object };
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${prefix}${name}`, {
    method: "POST",
    json: { Image: "busybox:latest", Cmd: command, ...rest, HostConfig: { NetworkMode: network, ...HostConfig } },
  });
  created.push(Id);
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
}

async function read(engine: Engine): Promise<PathSnapshot> {
  const facts = await engine.facts();
  const inventory = inventoryFrom(await engine.listContainers(), await engine.listNetworks());
  const machine = thisMachine(process.platform, process.getuid?.());
  prober = { engine, machine, facts };
  return readPathSnapshot(prober, inventory, facts);
}

beforeAll(async () => {
  published = await freePort();
  for (const name of ["app", "apart"]) {
    await callEngineJson(socket, "/networks/create", { method: "POST", json: { Name: `${prefix}${name}` } });
  }
  await start("web", `${prefix}app`, ["httpd", "-f", "-p", "80"], {
    Labels: { "com.docker.compose.project": "reach", "com.docker.compose.service": "web" },
    ExposedPorts: { "80/tcp": {} },
    HostConfig: { PortBindings: { "80/tcp": [{ HostPort: String(published) }] } },
  });
  await start("inner", `${prefix}app`, ["httpd", "-f", "-p", "127.0.0.1:81"]);
  await start("api", `${prefix}app`, ["sleep", "900"]);
  await start("lone", `${prefix}apart`, ["sleep", "900"], {
    Labels: { "com.docker.compose.project": "reach", "com.docker.compose.service": "lone" },
  });
  const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
  await vi.waitFor(
    async () => {
      snapshot = await read(engine);
      expect([portsOf("web"), portsOf("inner")]).toEqual([["80/tcp"], ["81/tcp"]]);
    },
    { timeout: 20_000, interval: 300 },
  );
});

afterAll(async () => {
  for (const id of created) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
  for (const name of ["app", "apart"]) await callEngine(socket, `/networks/${prefix}${name}`, { method: "DELETE" });
});

function named(name: string) {
  const found = [...snapshot.inventory.containers.values()].find((each) => each.name === `${prefix}${name}`);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function portsOf(name: string): string[] {
  return knownPorts(snapshot, named(name)).map(({ port, protocol }) => `${port}/${protocol}`);
}

/** What was derived and what was tried of each call to a container. */
async function asked(name: string, port: number, place?: Place): Promise<AskedCall[]> {
  const question = { container: named(name), ports: [{ port, protocol: "tcp" as const }], place };
  return tryCalls(prober, snapshot, derivedCalls(snapshot, question));
}

const textOf = ({ path, tried }: AskedCall): string => {
  const from = placeText(snapshot.inventory, path.place, english).replace(prefix, "");
  const became = tried?.kind === "not-tried" ? tried.why : tried?.kind;
  return `${from} ${targetText(path.target).replace(prefix, "")} ${path.state} ${became}`;
};

test("each place reaches a published port, or not, as was derived", async () => {
  const calls = await asked("web", 80);
  const texts = calls.map(textOf).filter((text) => !text.startsWith("another machine"));
  expect(texts.sort()).toEqual([
    "api web:80 open connected",
    "inner web:80 open connected",
    // A name server of the host that is slow to say no takes longer than anybody is waited for.
    expect.stringMatching(/^lone web:80 closed (?:no-name|silent)$/u),
    `this host localhost:${published} open connected`,
  ]);
  const ofApi = calls.find((call) => textOf(call).startsWith("api"));
  expect(ofApi?.tried).toEqual({ kind: "connected", http: 404 });
  const question = { container: named("web"), ports: [{ port: 80, protocol: "tcp" as const }], place: undefined };
  const { sentences } = reachAnswer(snapshot, question, calls, english);
  expect(sentences.filter((each) => each.includes("is wrong for"))).toEqual([]);
});

test("a program on its own loopback is refused to its neighbour, and the reason says so", async () => {
  const place = { kind: "container", id: named("api").id } as const;
  const calls = await asked("inner", 81, place);
  expect(calls.map(textOf)).toEqual(["api inner:81 closed refused"]);
  const question = { container: named("inner"), ports: [{ port: 81, protocol: "tcp" as const }], place };
  const { title, sentences } = reachAnswer(snapshot, question, calls, english);
  expect(title).toBe(`Can ${prefix}api reach ${prefix}inner?`);
  expect(sentences.join("\n")).toContain("Its program listens on 127.0.0.1 alone");
});

test("the words of a target are parameters of programs, and never of a shell", async () => {
  const { tryInside } = await import("../../client/src/insight/reach/tryInside");
  const evil = { host: "x;touch${IFS}/tmp/evil", port: 80, protocol: "tcp" as const };
  expect(await tryInside(prober, named("api"), evil)).toEqual({ kind: "not-tried", why: "unclear" });
});
