import { execFile } from "node:child_process";
import { createServer, type AddressInfo, type Server } from "node:net";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { containerWithImage } from "../../client/src/docker/api/containerWithImage";
import { createAgain } from "../../client/src/docker/api/createAgain";
import { createEngine } from "../../client/src/docker/api/engine";
import { recreationOf, type Recreation } from "../../client/src/docker/api/recreation";
import { dockerCommands, type DockerCommands } from "../../client/src/insight/dockerRun/dockerCommands";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { freePort } from "./freePort";

const socket = inject("dockerSocket");
const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const name = "hostside-test-again";
const image = "hostside-test-again-image:latest";
const networks = ["hostside-test-front", "hostside-test-back"];
const volume = "hostside-test-again-data";
const servers: Server[] = [];

const call = (method: string, path: string, json?: object): Promise<string> =>
  callEngine(socket, path, json === undefined ? { method } : { method, json });
const inspected = (of: string): Promise<Inspected> => callEngineJson<Inspected>(socket, `/containers/${of}/json`);

interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly Image: string;
  readonly State: { readonly Running: boolean };
  readonly Config: Record<string, unknown>;
  readonly HostConfig: Record<string, unknown>;
  readonly NetworkSettings: { readonly Networks: Record<string, Record<string, unknown>> };
}

/** A port that a process of the host, this one, has for as long as the test runs. */
async function takenPort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  return (server.address() as AddressInfo).port;
}

/** What a container was asked to be, without what the engine gives each one anew. */
function asked({ Id, Name, Image, Config, HostConfig, NetworkSettings }: Inspected): object {
  const places = Object.entries(NetworkSettings.Networks).map(([network, place]) => {
    const { IPAMConfig, Aliases, DriverOpts } = place;
    const own = Array.isArray(Aliases) ? Aliases.filter((alias) => alias !== Id.slice(0, 12)).sort() : Aliases;
    return [network, { IPAMConfig, Aliases: own, DriverOpts }];
  });
  const { Hostname, ...config } = Config;
  return {
    ...{ Name, Image, HostConfig },
    Config: {
      ...config,
      hasOwnHostname: Hostname !== Id.slice(0, 12),
      Hostname: Hostname === Id.slice(0, 12) ? "" : Hostname,
    },
    networks: Object.fromEntries(places.sort()) as object,
  };
}

/** Creates one that the engine cannot start, as `docker run` does. */
async function failing(body: object, host: object, port: number): Promise<Inspected> {
  const json = {
    ...{ Image: "busybox:latest", Cmd: ["sleep", "600"], StopTimeout: 0, ExposedPorts: { "80/tcp": {} } },
    ...body,
    HostConfig: { PortBindings: { "80/tcp": [{ HostPort: String(port) }] }, ...host },
  };
  await call("POST", `/containers/create?name=${name}`, json);
  return inspected(name);
}

const fails = async (): Promise<string> => {
  const said = await call("POST", `/containers/${name}/start`).catch((error: unknown) => String(error));
  expect(said).toMatch(/address already in use|port is already allocated/u);
  return said;
};

/** What is read of it, and what would be done and shown. */
async function planned(from: number, to: number): Promise<{ recreation: Recreation; commands: DockerCommands }> {
  const read = await containerWithImage(engine, name);
  const recreation = recreationOf(read, { from, to });
  if (typeof recreation === "string") throw new Error(recreation);
  return { recreation, commands: dockerCommands(["docker", "--host", `unix://${socket}`], recreation, read.image) };
}

/** With the other port put back, so that the two can be compared. */
const withPort = (one: object, from: number, to: number): object =>
  JSON.parse(JSON.stringify(one).replaceAll(`"${to}"`, `"${from}"`)) as object;

beforeAll(async () => {
  for (const [at, Name] of networks.entries()) {
    await call("POST", "/networks/create", { Name, IPAM: { Config: [{ Subnet: `10.96.${at + 1}.0/24` }] } });
  }
  await call("POST", "/volumes/create", { Name: volume });
  await call("POST", `/containers/create?name=${name}-base`, { Image: "busybox:latest" });
  const settings = {
    Entrypoint: ["cat"],
    Env: ["OF=image", "PATH=/bin"],
    Labels: { of: "image" },
    Cmd: ["/etc/passwd"],
  };
  const [repo, tag] = image.split(":");
  await call("POST", `/commit?container=${name}-base&repo=${repo}&tag=${tag}`, settings);
  await call("DELETE", `/containers/${name}-base`);
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  const all = await callEngineJson<{ Id: string; Names: string[] }[]>(socket, "/containers/json?all=1");
  for (const { Id, Names } of all) {
    if (Names.some((each) => each.startsWith(`/${name}`))) await call("DELETE", `/containers/${Id}?force=1&v=1`);
  }
});
afterAll(async () => {
  for (const network of networks) await call("DELETE", `/networks/${network}`);
  await call("DELETE", `/volumes/${volume}`);
  await call("DELETE", `/images/${image}`);
});

const [front = "", back = ""] = networks;

/** Containers as different as those that people make; each is created again, and by the commands that are shown. */
const kinds: readonly [string, object, object][] = [
  ["plain", {}, {}],
  [
    "with much of its own",
    {
      Hostname: "box",
      User: "1000:1000",
      WorkingDir: "/tmp",
      Env: ["OF=me", "WITH=it's a word"],
      Labels: { mine: "a b", "hostside.test": "1" },
      Tty: true,
      OpenStdin: true,
      StopSignal: "SIGUSR1",
      ExposedPorts: { "80/tcp": {}, "9/udp": {} },
      Volumes: { "/scratch": {} },
      Healthcheck: { Test: ["NONE"] },
    },
    {
      Binds: [`${volume}:/data:ro`],
      Mounts: [{ Type: "volume", Source: volume, Target: "/more", ReadOnly: true }],
      Tmpfs: { "/run": "size=64k" },
      RestartPolicy: { Name: "on-failure", MaximumRetryCount: 3 },
      CapAdd: ["CAP_NET_ADMIN"],
      CapDrop: ["CAP_MKNOD"],
      SecurityOpt: ["no-new-privileges"],
      Sysctls: { "net.ipv4.ip_unprivileged_port_start": "0" },
      Ulimits: [{ Name: "nofile", Soft: 1000, Hard: 2000 }],
      Dns: ["192.0.2.1"],
      DnsSearch: ["example.com"],
      ExtraHosts: ["there:192.0.2.2"],
      Init: true,
      ReadonlyRootfs: true,
      PidsLimit: 50,
      Memory: 64 * 1024 * 1024,
      NanoCpus: 500_000_000,
      ShmSize: 1024 * 1024,
      LogConfig: { Type: "json-file", Config: { "max-size": "1m" } },
      OomScoreAdj: 5,
    },
  ],
  [
    "with an address of its own, and with another one on a second network",
    {
      NetworkingConfig: {
        EndpointsConfig: { [front]: { IPAMConfig: { IPv4Address: "10.96.1.9" }, Aliases: ["shop"] } },
      },
    },
    { NetworkMode: front },
  ],
  ["whose image's entrypoint is taken away", { Image: image, Entrypoint: [""], Cmd: ["sleep", "600"] }, {}],
  ["with another entrypoint than its image", { Image: image, Entrypoint: ["sleep", "600"], Cmd: ["1"] }, {}],
  ["with what its image has", { Image: image, Tty: true, Cmd: ["/dev/stdin"], Env: ["OF=me"] }, {}],
];

describe.each(kinds)("a container whose port is taken: %s", (kind, body, host) => {
  const connect = async (): Promise<void> => {
    if (!kind.includes("second network")) return;
    const place = { IPAMConfig: { IPv4Address: "10.96.2.9" }, Aliases: ["till"] };
    await call("POST", `/networks/${back}/connect`, { Container: name, EndpointConfig: place });
  };

  test("is the same with the other port", async () => {
    const [taken, free] = [await takenPort(), await freePort()];
    const before = await failing(body, host, taken);
    await connect();
    await fails();
    const wanted = asked(await inspected(name));
    const { recreation } = await planned(taken, free);
    const done = await createAgain(engine.connection, before.Id, recreation);
    const after = await inspected(name);
    expect(done).toEqual({ kind: "runs", id: after.Id });
    expect(withPort(asked(after), taken, free)).toEqual(wanted);
    expect(after.State.Running).toBe(true);
    await expect(inspected(before.Id)).rejects.toThrow(/No such container/u);
  });

  test("is the same by the commands that are shown", async () => {
    const [taken, free] = [await takenPort(), await freePort()];
    await failing(body, host, taken);
    await connect();
    await fails();
    const wanted = asked(await inspected(name));
    const { commands } = await planned(taken, free);
    expect(commands.unsaid).toEqual([]);
    await promisify(execFile)("sh", ["-ec", commands.lines.join("\n")], { timeout: 50_000 });
    const after = await inspected(name);
    expect(comparable(withPort(asked(after), taken, free))).toEqual(comparable(wanted));
    expect(after.State.Running).toBe(true);
  });
});

/**
 * The CLI writes some fields in another form than they were sent in here: its own terminal, `no` for no restart, and of an
 * entrypoint the first word alone, with the others before the command.
 */
function comparable(one: object): object {
  const { Config, HostConfig, ...rest } = one as Record<"Config" | "HostConfig", Record<string, unknown>>;
  const { Entrypoint, Cmd, Volumes, ...config } = Config;
  const { RestartPolicy, Mounts, ...host } = HostConfig;
  const words = [Entrypoint, Cmd].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const restart = (RestartPolicy as { readonly Name: string }).Name;
  return JSON.parse(
    JSON.stringify(
      {
        ...rest,
        ...{ words, restart: restart === "no" ? "" : restart },
        ...{ config, host, volumes: Volumes ?? {}, mounts: Mounts ?? [] },
      },
      (key, value: unknown) => (isEmpty(value) ? null : ofTerminal.includes(key) ? undefined : value),
    ),
  ) as object;
}

const ofTerminal = ["AttachStdin", "AttachStdout", "AttachStderr", "StdinOnce", "ConsoleSize"];

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

describe("a container that cannot be created again", () => {
  test("is as it was where the other port is taken too", async () => {
    const [taken, other] = [await takenPort(), await takenPort()];
    const before = await failing({}, {}, taken);
    await fails();
    const { recreation } = await planned(taken, other);
    const done = await createAgain(engine.connection, before.Id, recreation);
    expect(done).toMatchObject({ kind: "failed", error: { fault: { kind: "engine-error" } } });
    expect("left" in done).toBe(false);
    expect((await inspected(name)).Id).toBe(before.Id);
  });

  test("is as it was where its image is gone, and one whose name leads elsewhere keeps its image", async () => {
    const [taken, free] = [await takenPort(), await freePort()];
    await call("POST", `/images/${image}/tag?repo=hostside-test-other&tag=1`);
    const before = await failing({ Image: "hostside-test-other:1", Entrypoint: ["sleep", "600"] }, {}, taken);
    await fails();
    await call("POST", "/images/busybox:latest/tag?repo=hostside-test-other&tag=1");
    const { recreation } = await planned(taken, free);
    expect(recreation.creation.body.Image).toBe(before.Image);
    const gone = {
      ...recreation,
      creation: { ...recreation.creation, body: { ...recreation.creation.body, Image: "gone:1" } },
    };
    expect(await createAgain(engine.connection, before.Id, gone)).toMatchObject({ kind: "failed" });
    expect((await inspected(name)).Id).toBe(before.Id);
    expect(await createAgain(engine.connection, before.Id, recreation)).toMatchObject({ kind: "runs" });
    expect((await inspected(name)).Image).toBe(before.Image);
    await call("DELETE", "/images/hostside-test-other:1");
  });

  test("has run, even if it does not run now", async () => {
    const port = await freePort();
    const made = await failing({}, {}, port);
    await call("POST", `/containers/${made.Id}/start`);
    const change = { from: port, to: await freePort() };
    const refusal = async () => recreationOf(await containerWithImage(engine, made.Id), change);
    expect(await refusal()).toBe("has-run");
    await call("POST", `/containers/${made.Id}/kill`);
    expect(await refusal()).toBe("has-run");
  });
});
