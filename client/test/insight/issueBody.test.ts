import { expect, it } from "vitest";
import type { EngineFacts } from "../../src/docker/api/engineFacts";
import type { Endpoint } from "../../src/docker/endpoint/endpoint";
import type { EngineStatus } from "../../src/docker/inventory/engineStatus";
import { issueBody } from "../../src/insight/issueBody";

const environment = {
  ...{ hostside: "0.1.0", editor: "Visual Studio Code 1.105.0", platform: "linux x64", language: "en" },
  remote: undefined,
};
const facts: EngineFacts = {
  product: "docker",
  version: "28.5.2",
  apiVersion: "1.51",
  os: "linux",
  desktop: false,
  rootless: true,
  usernsRemap: false,
  swarm: "manager",
  nodeId: "node1",
  hostName: "alice-laptop",
  kernel: "6.1.0",
};
const ready = { kind: "ready", engine: {} as never, facts } satisfies EngineStatus;
const socket: Endpoint = {
  ...{ kind: "socket", path: "/home/alice/docker.sock", address: "unix:///home/alice/docker.sock" },
  ...{ source: "context", context: "alice-lab" },
};

/** The lines about the engines. */
const engineLines = (...lives: Parameters<typeof issueBody>[0][number]["live"][]): string[] =>
  issueBody(
    lives.map((live) => ({ live })),
    environment,
  )
    .split("\n")
    .filter((line) => line.startsWith("- Engine"));

it("names the versions and, of each engine, its kind and how it is reached", () => {
  const body = issueBody([{ live: { status: ready, endpoint: socket } }], { ...environment, remote: "ssh-remote" });
  expect(body).toContain(
    "- Hostside 0.1.0\n- Visual Studio Code 1.105.0 on linux x64, language en, remote: ssh-remote\n",
  );
  expect(body).toContain(
    "- Engine: Docker 28.5.2, API 1.51, linux, rootless, swarm manager; reached over a Unix socket, named by a Docker context\n",
  );
});

it("names no address, context, user, host name or path", () => {
  const fault = {
    kind: "not-running",
    detail: "connect ECONNREFUSED 192.0.2.7:2376",
    endpoint: "tcp://192.0.2.7:2376",
  } as const;
  const address = "tcp://alice.example.com:2376";
  const lines = engineLines(
    { status: ready, endpoint: socket },
    {
      status: { kind: "fault", fault },
      endpoint: { ...{ kind: "tcp", host: "alice.example.com", port: 2376 }, address, tls: {}, source: "DOCKER_HOST" },
    },
    {
      status: { kind: "connecting" },
      endpoint: {
        ...{ kind: "ssh", host: "alice.example.com", user: "alice" },
        address: "ssh://alice@alice.example.com",
        source: "setting",
      },
    },
    { status: { kind: "idle" }, endpoint: undefined },
  );
  expect(lines).toEqual([
    "- Engine: Docker 28.5.2, API 1.51, linux, rootless, swarm manager; reached over a Unix socket, named by a Docker context",
    "- Engine: no answer (not-running); reached over TCP with TLS, named by DOCKER_HOST",
    "- Engine: connecting; reached over ssh, named by a setting",
    "- Engine: not connected",
  ]);
  expect(lines.join("\n")).not.toMatch(/alice|192\.0|2376|node1|\.sock/u);
});

it("names no address of a remote, which some editors give as its kind", () => {
  const body = issueBody([], { ...environment, remote: "127.0.0.1:34109" });
  expect(body).toContain("on linux x64, language en, remote\n");
});
