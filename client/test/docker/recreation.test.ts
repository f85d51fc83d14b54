import type { IncomingMessage } from "node:http";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAgain } from "../../src/docker/api/createAgain";
import { createEngine } from "../../src/docker/api/engine";
import { recreationOf, type Recreation } from "../../src/docker/api/recreation";
import { dockerCommands } from "../../src/insight/dockerRun/dockerCommands";
import { ended, idOf, json, startFakeEngine, type FakeEngine } from "./fakeEngine";

const sample = path.join(__dirname, "../samples/engine-20.10/inspect/blocked.json");
type Part = Record<string, unknown>;
const blocked = (): Record<"Config" | "HostConfig" | "State" | "NetworkSettings", Part> & Part =>
  JSON.parse(readFileSync(sample, "utf8")) as ReturnType<typeof blocked>;
const change = { from: 8080, to: 8081 };
const of = (inspection: unknown, image: unknown = {}): ReturnType<typeof recreationOf> =>
  recreationOf({ inspection, image, imageName: "nginx:alpine" }, change);
const made = (inspection: unknown, image: unknown = {}): Recreation => {
  const recreation = of(inspection, image);
  if (typeof recreation === "string") throw new Error(recreation);
  return recreation;
};
/** The recorded container with these fields changed. */
const withMore = (part: "Config" | "HostConfig" | "State", more: Part): unknown => {
  const whole = blocked();
  return { ...whole, [part]: { ...whole[part], ...more } };
};

describe("a container of `docker run` that could not start", () => {
  it("is asked for as it was, with another port and without what the engine gave it", () => {
    const { name, creation, networks } = made(blocked());
    expect([name, networks, creation.query]).toEqual(["blocked", [], { name: "blocked" }]);
    const { HostConfig, Hostname, NetworkingConfig } = creation.body;
    expect(HostConfig).toEqual({
      ...blocked().HostConfig,
      PortBindings: { "80/tcp": [{ HostIp: "", HostPort: "8081" }] },
    });
    expect([Hostname, Object.keys(NetworkingConfig.EndpointsConfig)]).toEqual(["", ["bridge"]]);
  });

  it("has links in the form in which they are asked for", () => {
    const { creation } = made(withMore("HostConfig", { Links: ["/db:/blocked/data"] }));
    expect(creation.body.HostConfig.Links).toEqual(["db:data"]);
  });

  it("keeps the port of each protocol beside the other", () => {
    const both = [{ HostIp: "127.0.0.1", HostPort: "8080" }];
    const PortBindings = { "53/tcp": both, "53/udp": both, "80/tcp": [{ HostPort: "80" }] };
    const { creation } = made(withMore("HostConfig", { PortBindings }));
    const moved = [{ HostIp: "127.0.0.1", HostPort: "8081" }];
    expect(creation.body.HostConfig.PortBindings).toEqual({ ...PortBindings, "53/tcp": moved, "53/udp": moved });
  });

  it.each<[string, unknown]>([
    ["compose", withMore("Config", { Labels: { "com.docker.compose.project": "shop" } })],
    ["swarm", withMore("Config", { Labels: { "com.docker.swarm.task.id": "t" } })],
    ["removes-itself", withMore("HostConfig", { AutoRemove: true })],
    ["has-run", withMore("State", { StartedAt: "2026-11-26T13:07:52Z" })],
    ["has-run", withMore("State", { Running: true })],
    ["other-port", withMore("HostConfig", { PortBindings: { "80/tcp": [{ HostPort: "8080-8090" }] } })],
    ["unreadable", { ...blocked(), Name: "/--privileged x" }],
    ["unreadable", "nonsense"],
  ])("is refused: %s", (refusal, inspection) => {
    expect(of(inspection)).toBe(refusal);
  });

  it("is shown as commands that a shell takes word by word, without what its image has", () => {
    const image = { Config: { Env: blocked().Config.Env, Cmd: ["nginx"] } };
    const hostile = withMore("Config", { Labels: { note: "it's $(reboot)\n`x`" }, Cmd: ["sh", "-c", "a; b"] });
    const { lines, unsaid } = dockerCommands(["docker", "--context", "a b"], made(hostile, image), image);
    expect(lines).toEqual([
      "docker --context 'a b' rm blocked",
      "docker --context 'a b' run --detach --name blocked --publish 8081:80 --label 'note=it'\\''s $(reboot)\n`x`' nginx:alpine sh -c 'a; b'",
    ]);
    expect(unsaid).toEqual([]);
  });

  it("names what its commands leave out", () => {
    const inspection = withMore("HostConfig", { DeviceRequests: [{ Count: -1 }] });
    expect(dockerCommands(["docker"], made(inspection), undefined).unsaid).toEqual(["DeviceRequests"]);
    const checked = withMore("Config", { Healthcheck: { Test: ["CMD", "true"] } });
    expect(dockerCommands(["docker"], made(checked), undefined).unsaid).toEqual(["Healthcheck"]);
  });
});

describe("the container from before", () => {
  let fake: FakeEngine;
  /** What the engine was asked to change, and the requests that it refuses. */
  const asked = (): string[] =>
    fake.requests
      .filter((each) => !each.startsWith("GET"))
      .map((each) =>
        each
          .replaceAll(/-before-[0-9a-f]{8}/gu, "-before-X")
          .replaceAll(idOf(1), "OLD")
          .replaceAll(idOf(2), "NEW"),
      );
  let refused: RegExp;
  beforeEach(async () => {
    fake = await startFakeEngine();
    fake.answer = (request: IncomingMessage, response) => {
      const what = `${request.method ?? ""} ${request.url ?? ""}`;
      if (refused.test(what)) {
        response.statusCode = 500;
        ended(response, '{"message":"no"}');
      } else if (what.includes("/create")) json(response, { Id: idOf(2) });
      else ended(response, "");
      return true;
    };
  });
  afterEach(() => fake.close());
  const run = () => createAgain(createEngine(fake.endpoint).connection, idOf(1), made(blocked()));
  const aside = "POST /containers/OLD/rename?name=blocked-before-X";
  const create = "POST /containers/create?name=blocked";
  const back = "POST /containers/OLD/rename?name=blocked";

  it("is removed when the new one runs, and not before", async () => {
    refused = /never/u;
    expect(await run()).toEqual({ kind: "runs", id: idOf(2) });
    expect(asked()).toEqual([aside, create, "POST /containers/NEW/start", "DELETE /containers/OLD?v=true"]);
  });

  it("has its name again where the new one is refused, or does not start", async () => {
    refused = /create/u;
    expect(await run()).toMatchObject({ kind: "failed", error: { fault: { detail: "no" } } });
    expect(asked()).toEqual([aside, create, back]);
    fake.requests.length = 0;
    refused = /start/u;
    expect(await run()).toMatchObject({ kind: "failed" });
    const gone = "DELETE /containers/NEW?force=true&v=true";
    expect(asked()).toEqual([aside, create, "POST /containers/NEW/start", gone, back]);
  });

  it("is named where it is left with another name", async () => {
    refused = /start|name=blocked$/u;
    expect(await run()).toMatchObject({ kind: "failed", left: expect.stringMatching(/^blocked-before-/u) as unknown });
    refused = /DELETE/u;
    expect(await run()).toMatchObject({ kind: "runs", left: expect.stringMatching(/^blocked-before-/u) as unknown });
  });

  it("stays as it is where it cannot be renamed", async () => {
    refused = /before/u;
    expect(await run()).toMatchObject({ kind: "failed" });
    expect(asked()).toEqual([aside, back]);
  });
});
