import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { engineFactsFrom } from "../../src/docker/api/engineFacts";
import { pullImage, type PullProgress } from "../../src/docker/api/imagePull";
import { emptyInventory, withContainers } from "../../src/docker/inventory/inventory";
import { foreignMachine } from "../../src/netns/read/machine";
import { thisProcessTable } from "../../src/netns/read/socketOwners";
import { removeAllOfUser } from "../../src/walk/cleanUp";
import { app1, app1Published, app2, app3, many1, many2 } from "../../src/walk/hostNetworking/containers";
import { manyPortsAnswer, measureManyPorts } from "../../src/walk/manyPorts";
import type { WalkPlace } from "../../src/walk/place";
import { runContainer } from "../../src/walk/run";
import { tryPort } from "../../src/walk/tryPort";
import type { WalkContainer } from "../../src/walk/walk";
import { english } from "../english";
import { ended, idOf, json, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";
import { settings, user, walkEntry } from "./walkEntries";

let fake: FakeEngine;
beforeEach(async () => (fake = await startFakeEngine()));
afterEach(() => fake.close());

/** An engine that has the image, and answers otherwise as `more` says. */
function withImage(more: (url: string, response: ServerResponse) => boolean = () => false): void {
  fake.answer = ({ url = "", method }: IncomingMessage, response) => {
    if (more(url, response)) return true;
    if (url.startsWith("/images/")) return ended(response, "{}");
    if (url.startsWith("/containers/create")) {
      json(response, { Id: idOf(9) });
      return true;
    }
    // What was started runs on: nothing is answered.
    if (url.endsWith("/wait")) return true;
    if (url.endsWith("/start") || method === "DELETE") {
      response.statusCode = 204;
      return ended(response, "");
    }
    return false;
  };
}

function refuse(response: ServerResponse, status: number, message: string): true {
  response.statusCode = status;
  json(response, { message });
  return true;
}

function place(...containers: readonly object[]): WalkPlace {
  fake.containers = [...containers];
  const engine = createEngine(fake.endpoint, { call: 2_000, list: 2_000 });
  const facts = engineFactsFrom({ OSType: "linux" }, { product: "docker", version: "20.10", apiVersion: "1.41" });
  const inventory = withContainers(emptyInventory, undefined, containers);
  return { engine, facts, machine: foreignMachine, table: thisProcessTable, inventory, settings };
}

const changes = (): string[] =>
  fake.requests.filter((request) => !request.startsWith("GET") && !request.endsWith("/wait"));

it("starts a container that is not there", async () => {
  withImage();
  expect(await runContainer(place(), app1)).toEqual({ kind: "runs" });
  expect(changes()).toEqual(["POST /containers/create?name=hostside-app1", `POST /containers/${idOf(9)}/start`]);
});

it("starts nothing where another window has started it", async () => {
  withImage();
  expect(await runContainer(place(walkEntry(1, "app1")), app1)).toEqual({ kind: "ran-already" });
  expect(changes()).toEqual([]);
});

it("starts nothing where another window was faster by a moment", async () => {
  const at = place();
  fake.containers = [walkEntry(1, "app1")];
  withImage((url, response) =>
    url.startsWith("/containers/create")
      ? refuse(response, 409, 'Conflict. The container name "/hostside-app1" is already in use by container "1".')
      : false,
  );
  expect(await runContainer(at, app1)).toEqual({ kind: "ran-already" });
});

it("replaces its own container where another port is published", async () => {
  withImage();
  expect(await runContainer(place(walkEntry(1, "app1")), app1Published)).toEqual({ kind: "runs" });
  expect(changes()[0]).toBe(`DELETE /containers/${idOf(1)}?force=true&v=true`);
});

it.each([
  ["of another user", walkEntry(1, "app1", { by: "ben@laptop" })],
  ["without a label", listed(idOf(1), "hostside-app1")],
])("leaves a container of that name alone that is %s", async (_, entry) => {
  withImage();
  expect(await runContainer(place(entry), app1)).toEqual({ kind: "name-taken", name: "hostside-app1" });
  expect(changes()).toEqual([]);
});

it("asks for nothing to be pulled where the image is missing", async () => {
  withImage((url, response) => (url.startsWith("/images/") ? refuse(response, 404, "No such image: x") : false));
  expect(await runContainer(place(), app1)).toEqual({ kind: "image-missing" });
  expect(changes()).toEqual([]);
});

it("says who has a port and which is free, before anything is made", async () => {
  withImage();
  const holder = listed(idOf(5), "shop", { Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 80, Type: "tcp" }] });
  const taken = { kind: "port-taken", name: "app", port: 80, by: "shop", free: 8080 };
  expect(await runContainer(place(holder), app1)).toEqual(taken);
  expect(changes()).toEqual([]);
});

it("makes room where another container of the same walk has the port", async () => {
  withImage();
  expect(await runContainer(place(walkEntry(2, "app2", { published: 80 })), app1)).toEqual({ kind: "runs" });
  expect(changes()[0]).toBe(`DELETE /containers/${idOf(2)}?force=true&v=true`);
});

it("takes a port for taken where only the engine knows it, and leaves nothing behind", async () => {
  withImage((url, response) =>
    url.endsWith("/start")
      ? refuse(response, 500, "driver failed: Bind for 0.0.0.0:2000 failed: port is already allocated")
      : false,
  );
  expect(await runContainer(place(), app1Published)).toEqual({
    ...{ kind: "port-taken", name: "published", port: 2000, free: 2001 },
  });
  expect(changes().at(-1)).toBe(`DELETE /containers/${idOf(9)}?force=true&v=true`);
});

it("leaves nothing behind where the engine cannot start it for another reason, and says that", async () => {
  withImage((url, response) => (url.endsWith("/start") ? refuse(response, 500, "no space left on device") : false));
  await expect(runContainer(place(), app1)).rejects.toMatchObject({ fault: { detail: "no space left on device" } });
  expect(changes().at(-1)).toBe(`DELETE /containers/${idOf(9)}?force=true&v=true`);
});

describe("a container on a network of the walk's own", () => {
  const shop1: WalkContainer = { name: "shop1", network: { network: "shop" }, needs: [] };
  const shop = (by: string): object => ({
    ...{ Id: "net1", Name: "hostside-shop", Labels: { "hostside.walk": `host-networking/shop/${by}` } },
  });
  const creations = (): string[] => changes().filter((request) => request.includes("create"));

  it("has it made first, and not again where it is there", async () => {
    withImage((url, response) => {
      if (!url.startsWith("/networks/create")) return false;
      json(response, { Id: "net1" });
      return true;
    });
    expect(await runContainer(place(), shop1)).toEqual({ kind: "runs" });
    expect(creations()).toEqual(["POST /networks/create", "POST /containers/create?name=hostside-shop1"]);
    fake.networks = [shop(user)];
    expect(await runContainer(place(), shop1)).toEqual({ kind: "runs" });
    expect(creations().slice(2)).toEqual(["POST /containers/create?name=hostside-shop1"]);
  });

  it("is not started where a network of somebody else is called so", async () => {
    withImage((url, response) =>
      url.startsWith("/networks/create")
        ? refuse(response, 409, "network with name hostside-shop already exists")
        : false,
    );
    const at = place();
    fake.networks = [shop("ben@laptop")];
    expect(await runContainer(at, shop1)).toEqual({ kind: "name-taken", name: "hostside-shop" });
    expect(creations()).toEqual(["POST /networks/create"]);
  });

  it("goes with it, and nobody else's goes", async () => {
    withImage();
    const { engine } = place(walkEntry(1, "shop1"));
    fake.networks = [shop(user), { ...shop("ben@laptop"), Id: "net2" }];
    expect(await removeAllOfUser(engine.connection, user, { walk: "another" })).toBe(0);
    expect(changes()).toEqual([]);
    expect(await removeAllOfUser(engine.connection, user, { walk: settings.walk.id })).toBe(1);
    expect(changes()).toEqual([`DELETE /containers/${idOf(1)}?force=true&v=true`, "DELETE /networks/net1"]);
  });
});

it("says which container to run first where it is to share the network of one that does not run", async () => {
  withImage();
  const sharer: WalkContainer = { name: "share2", network: { container: "share1" }, needs: [] };
  const missing = { kind: "owner-missing", owner: "share1" };
  expect(await runContainer(place(), sharer)).toEqual(missing);
  expect(await runContainer(place(walkEntry(1, "share1", { state: "exited" })), sharer)).toEqual(missing);
  expect(changes()).toEqual([]);
  expect(await runContainer(place(walkEntry(1, "share1")), sharer)).toEqual({ kind: "runs" });
});

it("measures what many ports cost, leaves nothing behind, and says what it could not count", async () => {
  withImage();
  let now = 0;
  const clock = (): number => (now += now < 2_000 ? 1_500 : 200);
  const measured = await measureManyPorts(place(), { published: many1, host: many2 }, clock);
  expect(measured).toEqual({
    published: { milliseconds: 1_500, proxies: undefined },
    host: { milliseconds: 200, proxies: undefined },
  });
  expect(changes().filter((request) => request.startsWith("DELETE"))).toHaveLength(2);
  const lines = { published: "docker run a", host: "docker run b" };
  const figures = { published: { milliseconds: 4_240, proxies: 600 }, host: { milliseconds: 310, proxies: 0 } };
  const { sentences } = manyPortsAnswer(300, figures, lines, english);
  expect(sentences.slice(0, 2)).toEqual([
    "To start a container with 300 published ports took 4.2 s, and 600 more processes hold ports of the host for it.",
    "To start one in host mode took 0.3 s: nothing is published.",
  ]);
});

it("says of a program that has ended at once that it does not run, and leaves nothing behind", async () => {
  withImage((url, response) => {
    if (!url.endsWith("/wait")) return false;
    json(response, { StatusCode: 2 });
    return true;
  });
  expect(await runContainer(place(), app1)).toEqual({ kind: "failed", exitCode: 2 });
  expect(changes().at(-1)).toBe(`DELETE /containers/${idOf(9)}?force=true&v=true`);
});

it("says nothing of localhost on the host where the container that it is about does not run", async () => {
  const action = { from: "host", about: "app1", port: "app" } as const;
  const missing = { kind: "not-running", container: "app1" };
  expect(await tryPort(place(), action, "nothing")).toEqual(missing);
  expect(await tryPort(place(walkEntry(1, "app1", { state: "exited" })), action, "nothing")).toEqual(missing);
});

it("waits for the end of a container that is meant to end", async () => {
  withImage((url, response) => {
    if (!url.endsWith("/wait")) return false;
    json(response, { StatusCode: 1 });
    return true;
  });
  expect(await runContainer(place(), app3)).toEqual({ kind: "ended", exitCode: 1 });
});

it("finds out by its end that a program in host mode has lost its port, where the host cannot be read", async () => {
  withImage((url, response) => {
    if (!url.endsWith("/wait")) return false;
    json(response, { StatusCode: 1 });
    return true;
  });
  expect(await runContainer(place(), app2)).toEqual({ kind: "port-taken", name: "app", port: 80, free: 8080 });
  expect(changes().at(-1)).toBe(`DELETE /containers/${idOf(9)}?force=true&v=true`);
});

it("cleans up what this user's walks have started, and nothing else, also where one is gone by then", async () => {
  const gone = `/containers/${idOf(2)}`;
  withImage((url, response) => (url.startsWith(gone) ? refuse(response, 404, "No such container: 2") : false));
  const { engine } = place(
    walkEntry(1, "app1"),
    walkEntry(2, "app2", { state: "exited" }),
    walkEntry(3, "app3", { by: "ben@laptop" }),
    listed(idOf(4), "hostside-app3"),
  );
  expect(await removeAllOfUser(engine.connection, user)).toBe(2);
  expect(changes().sort()).toEqual([1, 2].map((id) => `DELETE /containers/${idOf(id)}?force=true&v=true`));
});

it("cleans up the others where one cannot be removed, and says so", async () => {
  const stuck = `/containers/${idOf(1)}`;
  withImage((url, response) => (url.startsWith(stuck) ? refuse(response, 500, "device is busy") : false));
  const { engine } = place(walkEntry(1, "app1"), walkEntry(2, "app2"));
  await expect(removeAllOfUser(engine.connection, user)).rejects.toMatchObject({ fault: { detail: "device is busy" } });
  expect(changes()).toContain(`DELETE /containers/${idOf(2)}?force=true&v=true`);
});

it("says what to run where a port is tried in a container that is not there", async () => {
  withImage();
  const inside = { from: { container: "app1" }, port: "app" } as const;
  expect(await tryPort(place(), inside, "answers")).toEqual({ kind: "not-running", container: "app1" });
  const other = { ...inside, at: { addressOf: "app2" } } as const;
  const ended2 = walkEntry(2, "app2", { state: "exited" });
  expect(await tryPort(place(walkEntry(1, "app1"), ended2), other, "answers")).toEqual({
    ...{ kind: "not-running", container: "app2" },
  });
});

it("tells how far a pull has come, and of its failure in the engine's words", async () => {
  const lines = [
    { status: "Pulling from library/nginx", id: "alpine" },
    { status: "Pulling fs layer", id: "a" },
    { status: "Already exists", id: "b" },
    { status: "Downloading", id: "a", progressDetail: { current: 1, total: 2 } },
    { status: "Pull complete", id: "a" },
  ];
  let told: readonly object[] = lines;
  fake.answer = ({ url = "" }, response) =>
    url.startsWith("/images/create") && ended(response, told.map((line) => `${JSON.stringify(line)}\r\n`).join(""));
  const { connection } = createEngine(fake.endpoint);
  const seen: PullProgress[] = [];
  await pullImage(connection, "nginx", (progress) => seen.push(progress));
  expect(seen.at(0)).toEqual({ complete: 0, layers: 1 });
  expect(seen.at(-1)).toEqual({ complete: 2, layers: 2 });
  expect(fake.requests).toContain("POST /images/create?fromImage=nginx:latest");
  told = [...lines.slice(0, 2), { error: "toomanyrequests: You have reached your pull rate limit" }];
  await expect(pullImage(connection, "nginx:alpine", () => undefined)).rejects.toMatchObject({
    fault: { kind: "engine-error", detail: "toomanyrequests: You have reached your pull rate limit" },
  });
});
