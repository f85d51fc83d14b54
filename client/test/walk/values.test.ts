import { describe, expect, it } from "vitest";
import { walkLabel, walkLabelValue, walkMarkFrom } from "../../src/docker/api/walkMark";
import { containersOfWalk } from "../../src/walk/completion";
import { commandLineOf } from "../../src/walk/commandLine";
import { creationOf, type WalkSettings } from "../../src/walk/creation";
import { app1, app1Published, app2, many1 } from "../../src/walk/hostNetworking/containers";
import { defaultBridge } from "../../src/walk/defaultBridge/defaultBridge";
import { sharedNamespace } from "../../src/walk/sharedNamespace/sharedNamespace";
import { userDefined } from "../../src/walk/userDefined/userDefined";
import { hostNetworking } from "../../src/walk/hostNetworking/hostNetworking";
import { isNear } from "../../src/walk/place";
import {
  noProgress,
  portsFrom,
  progressFrom,
  withCompleted,
  withoutStep,
  withPort,
  withTried,
} from "../../src/walk/progress";
import { actionOf } from "../../src/walk/table";
import { emptyInventory, withContainers } from "../../src/docker/inventory/inventory";
import { settings, user, walkEntry } from "./walkEntries";

const label = `hostside.walk=host-networking/app1/${user}`;

const addressLine =
  "docker exec hostside-bridge2 curl -s " +
  "http://$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' hostside-bridge1):80";
const networkLine =
  `docker network create --label hostside.walk=user-defined/shop/${user} hostside-shop; ` +
  `docker run -d --name hostside-shop1 --network hostside-shop --label hostside.walk=user-defined/shop1/${user} nginx:alpine`;

describe("the label of a walk's container", () => {
  it("is read as it was written, also of a user with a domain", () => {
    const mark = { walk: "host-networking", container: "app1", user: "CORP\\anna/x@laptop" };
    expect(walkMarkFrom({ [walkLabel]: walkLabelValue(mark) })).toEqual(mark);
  });

  it.each([
    undefined,
    null,
    {},
    { [walkLabel]: 1 },
    { [walkLabel]: "" },
    { [walkLabel]: "a/b" },
    { [walkLabel]: "/b/c" },
  ])("is none in %j", (labels) => expect(walkMarkFrom(labels)).toBeUndefined());

  it("tells a user's containers from those of others and of other walks", () => {
    const other = { Labels: { [walkLabel]: `another/app1/${user}` } };
    const inventory = withContainers(emptyInventory, undefined, [
      walkEntry(1, "app1"),
      walkEntry(2, "app2", { by: "ben@laptop" }),
      { ...walkEntry(3, "app3"), ...other },
      { ...walkEntry(4, "app4"), Labels: {} },
    ]);
    const names = containersOfWalk(inventory, hostNetworking, user).map(({ name }) => name);
    expect(names).toEqual(["hostside-app1"]);
  });
});

describe("what the engine is asked to create", () => {
  it("is the image as it is where its own port will do", () => {
    expect(creationOf(app1, settings)).toEqual({
      Image: "nginx:alpine",
      Labels: { "hostside.walk": `host-networking/app1/${user}` },
      HostConfig: { NetworkMode: "bridge", RestartPolicy: { Name: "no" } },
    });
    expect(creationOf(app1Published, settings)).toMatchObject({
      ExposedPorts: { "80/tcp": {} },
      HostConfig: { PortBindings: { "80/tcp": [{ HostIp: "", HostPort: "2000" }] } },
    });
  });

  it("publishes many ports on ports that the engine picks", () => {
    const { ExposedPorts, HostConfig } = creationOf(many1, settings) as {
      ExposedPorts: object;
      HostConfig: { PortBindings: Record<string, unknown> };
    };
    expect(Object.keys(ExposedPorts)).toHaveLength(300);
    expect(Object.keys(HostConfig.PortBindings)).toEqual(Object.keys(ExposedPorts));
    expect(HostConfig.PortBindings["20299/tcp"]).toEqual([{ HostIp: "", HostPort: "" }]);
  });

  it("is nginx with another configuration where another port was chosen", () => {
    const { Cmd } = creationOf(app2, { ...settings, ports: { app: 8080, published: 2000 } }) as { Cmd: string[] };
    expect(Cmd.slice(0, 2)).toEqual(["sh", "-c"]);
    expect(Cmd[2]).toMatch(/user root;.*listen 8080;/u);
  });

  it("asks for the host's users in host mode alone, on an engine that remaps them", () => {
    const remapped = { ...settings, usernsRemap: true };
    expect(creationOf(app2, remapped)).toMatchObject({ HostConfig: { UsernsMode: "host" } });
    expect(JSON.stringify([creationOf(app1, remapped), creationOf(app2, settings)])).not.toContain("UsernsMode");
  });
});

describe("the command that does the same", () => {
  const lineOf = (step: string, action: string, its: WalkSettings = settings): string | undefined => {
    const found = actionOf(hostNetworking, step, action);
    return found === undefined ? undefined : commandLineOf(found.action, its);
  };

  it.each([
    ["own-namespace", "run", `docker run -d --name hostside-app1 --label ${label} nginx:alpine`],
    ["own-namespace", "try-host", "curl http://localhost:80"],
    ["own-namespace", "try-inside", "docker exec hostside-app1 curl -s http://localhost:80"],
    ["publish", "run", `docker run -d --name hostside-app1 -p 2000:80 --label ${label} nginx:alpine`],
    [
      "host-driver",
      "run",
      `docker run -d --name hostside-app2 --network host --label ${label.replace("app1", "app2")} nginx:alpine`,
    ],
    ["compare", "app1", "ip addr; docker exec hostside-app1 ip addr"],
    [
      "limits",
      "run-app4",
      `docker run -d --name hostside-app4 --network host --privileged --label ${label.replace("app1", "app4")} nginx:alpine sleep 86400`,
    ],
    [
      "when-to-use",
      "many-ports",
      `docker run -d --name hostside-many1 -p 20000-20299 --label ${label.replace("app1", "many1")} nginx:alpine sleep 86400`,
    ],
    ["limits", "engine", "docker info"],
    ["second-one", "why", "docker logs hostside-app3"],
    ["clean-up", "clean-up", "docker rm -f -v hostside-app1 hostside-app2 hostside-app3 hostside-app4"],
  ])("%s, %s: %s", (step, action, line) => expect(lineOf(step, action)).toBe(line));

  it.each([
    [defaultBridge, "by-address", "try-address", addressLine],
    [userDefined, "by-name", "run-shop1", networkLine],
    [userDefined, "by-name", "try-name", "docker exec hostside-shop2 curl -s http://hostside-shop1:80"],
    [
      userDefined,
      "clean-up",
      "clean-up",
      "docker rm -f -v hostside-shop1 hostside-shop2 hostside-shop3; docker network rm hostside-shop",
    ],
    [
      sharedNamespace,
      "one-namespace",
      "run-share2",
      `docker run -d --name hostside-share2 --network container:hostside-share1 --label hostside.walk=shared-namespace/share2/${user} nginx:alpine sleep 86400`,
    ],
  ])("on other networks: $1, $2", (walk, step, action, line) => {
    const found = actionOf(walk, step, action);
    expect(found === undefined ? undefined : commandLineOf(found.action, { ...settings, walk })).toBe(line);
  });

  it("quotes what a shell would read", () => {
    const line = lineOf("host-driver", "run", { ...settings, ports: { app: 8080, published: 1 }, user: "o'hara@pc" });
    expect(line).toContain(`--label 'hostside.walk=host-networking/app2/o'\\''hara@pc'`);
    expect(line).toContain(`nginx:alpine sh -c 'echo "user root; events {}`);
  });

  it("is none for a page", () => expect(lineOf("when-to-use", "read")).toBeUndefined());
});

describe("the progress", () => {
  it("is read as it was written, and is none where it was not", () => {
    const played = withPort(withCompleted(withTried(noProgress, "publish", "run", "done"), ["publish"]), "app", 8080);
    expect(progressFrom(JSON.parse(JSON.stringify(played)))).toEqual(played);
    for (const other of [undefined, null, 1, "x", [], { tried: 1, completed: {}, ports: [] }]) {
      expect(progressFrom(other)).toEqual(noProgress);
    }
    expect(progressFrom({ tried: { a: "answers", b: "x" }, completed: ["a", 1], ports: { app: 0 } })).toEqual({
      ...{ tried: { a: "answers" }, completed: ["a"], ports: {} },
    });
  });

  it("stays the same object where no step is new, so that nothing is written", () => {
    const played = withCompleted(noProgress, ["publish"]);
    expect(withCompleted(played, ["publish"])).toBe(played);
    expect(withCompleted(noProgress, [])).toBe(noProgress);
  });

  it("forgets a step that is undone, and nothing else", () => {
    const publish = actionOf(hostNetworking, "publish", "run")?.step;
    if (publish === undefined) throw new Error("there is no such step");
    const both = withTried(withTried(noProgress, "publish", "try-host", "answers"), "compare", "app1", "done");
    const undone = withoutStep(withCompleted(both, ["publish", "compare"]), publish);
    expect(undone).toEqual({ tried: { "compare/app1": "done" }, completed: ["compare"], ports: {} });
  });

  it("takes ports that are ports", () => {
    expect(portsFrom({ app: 8080, published: 65_536, other: 1 })).toEqual({ app: 8080 });
    expect(portsFrom({ app: "80", published: 1.5 })).toEqual({});
  });
});

it("localhost is the engine's host where the engine is reached without leaving this machine", () => {
  const at = { address: "", source: "setting" } as const;
  expect(isNear({ ...at, kind: "socket", path: "/run/docker.sock" })).toBe(true);
  expect(isNear({ ...at, kind: "tcp", host: "127.0.0.1", port: 2375 })).toBe(true);
  expect(isNear({ ...at, kind: "tcp", host: "192.0.2.1", port: 2375 })).toBe(false);
});
