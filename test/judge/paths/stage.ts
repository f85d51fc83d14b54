import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { vi } from "vitest";
import { run } from "../../../scripts/child.mjs";
import { callEngine, callEngineJson } from "../../../scripts/engine/http.mjs";
import { image, lan, programs, type JudgedHost } from "./host";
import type { Scene, SceneContainer, SceneListener } from "./scene";

/** A container of a scene, as it was made. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly spec: SceneContainer;
}

/** A scene that stands, until it is removed. */
export interface Stage {
  readonly actors: readonly Actor[];
  readonly remove: () => Promise<void>;
}

interface Inspected {
  readonly State: { readonly Running: boolean; readonly Pid: number };
}

/** The subnets of a scene's networks. The macvlan is on the link to the other machine, with addresses of its own. */
const subnets = (index: number) => ({ inet: `10.77.${index}.0/24`, inet6: `fd77:${index}::/64` });

/** Names of a scene's networks and containers. */
const networkName = (index: number): string => `net${index}`;
export const containerName = (index: number): string => `box${index}`;

/** Makes networks, containers, a program of the host and rules as the scene says, and waits until all listen. */
export async function setStage(host: JudgedHost, scene: Scene): Promise<Stage> {
  const { socket } = host.engine;
  const post = (where: string, json?: unknown) =>
    callEngineJson<{ Id: string }>(socket, where, { method: "POST", json });
  const undo: (() => Promise<unknown>)[] = [];
  const remove = async (): Promise<void> => {
    for (const each of undo.reverse()) await each();
  };
  try {
    const networks: string[] = [];
    for (const [index, { driver, internal, icc, ipv6 }] of scene.networks.entries()) {
      const { Id } = await post("/networks/create", {
        Name: networkName(index),
        Driver: driver,
        Internal: internal && driver === "bridge",
        EnableIPv6: ipv6,
        Options: driver === "macvlan" ? { parent: "lan0" } : { "com.docker.network.bridge.enable_icc": String(icc) },
        IPAM: { Config: driver === "macvlan" ? macvlanRange(index, ipv6) : bridgeRange(index, ipv6) },
      });
      undo.push(() => callEngine(socket, `/networks/${Id}`, { method: "DELETE" }));
      networks.push(Id);
    }
    const startLocal = () => {
      const local = startOnHost(host, scene.onHost);
      if (local !== undefined) undo.push(local.stop);
      return local?.ready;
    };
    if (scene.hostFirst === true) await startLocal();
    const actors: Actor[] = [];
    for (const [index, spec] of scene.containers.entries()) {
      const { Id } = await post(`/containers/create?name=${containerName(index)}`, containerOf(spec, actors));
      undo.push(() => callEngine(socket, `/containers/${Id}?force=1`, { method: "DELETE" }));
      for (const other of spec.mode.kind === "networks" ? spec.mode.of.slice(1) : []) {
        await post(`/networks/${networks[other] ?? ""}/connect`, { Container: Id });
      }
      // A port that another has, or one whose network it shares that does not run, keeps it from starting: so be it.
      await callEngine(socket, `/containers/${Id}/start`, { method: "POST" }).catch(() => undefined);
      actors.push({ id: Id, name: containerName(index), spec });
    }
    if (scene.hostFirst !== true) await startLocal();
    await Promise.all(actors.map((actor) => untilReady(socket, actor)));
    for (const rule of rulesOf(scene)) {
      await run(host.onHost[0] ?? "", [...host.onHost.slice(1), "iptables", "-w", "-I", ...rule]);
      undo.push(() => run(host.onHost[0] ?? "", [...host.onHost.slice(1), "iptables", "-w", "-D", ...rule]));
    }
    for (const { id, spec } of actors) await changeState(socket, actors, id, spec);
    return { actors, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function bridgeRange(index: number, ipv6: boolean) {
  const { inet, inet6 } = subnets(index);
  return [{ Subnet: inet }, ...(ipv6 ? [{ Subnet: inet6 }] : [])];
}

function macvlanRange(index: number, ipv6: boolean) {
  return [
    { Subnet: "198.51.100.0/24", IPRange: `198.51.100.${64 * (index + 2)}/26`, Gateway: `198.51.100.${index + 1}` },
    ...(ipv6 ? [{ Subnet: `fd78:${index}::/64` }] : []),
  ];
}

function containerOf(spec: SceneContainer, earlier: readonly Actor[]): object {
  const { mode, listeners, publishes, hostGateway } = spec;
  const first = mode.kind === "networks" ? networkName(mode.of[0] ?? 0) : "";
  const mayPublish = mode.kind === "networks" || mode.kind === "bridge";
  const ports = new Map<string, { HostIp: string; HostPort: string }[]>();
  for (const { hostIp, hostPort, containerPort, protocol } of mayPublish ? publishes : []) {
    const key = `${containerPort}/${protocol}`;
    const address = hostIp === "lan" ? lan.host : hostIp;
    ports.set(key, [...(ports.get(key) ?? []), { HostIp: address, HostPort: String(hostPort) }]);
  }
  const listens = listeners.map(({ protocol, address, port }) => `${protocol},${address},${port}`);
  return {
    Image: image,
    Cmd: ["perl", "/echo.pl", "/ready", ...listens],
    ...(ports.size === 0 ? {} : { ExposedPorts: Object.fromEntries([...ports.keys()].map((key) => [key, {}])) }),
    HostConfig: {
      NetworkMode:
        mode.kind === "networks"
          ? first
          : mode.kind === "shares"
            ? `container:${earlier[mode.other]?.id ?? ""}`
            : mode.kind,
      PortBindings: Object.fromEntries(ports),
      ...(mode.kind === "shares" ? {} : { DnsOptions: ["timeout:1", "attempts:1"] }),
      ...(hostGateway && mode.kind !== "shares" ? { ExtraHosts: ["host.docker.internal:host-gateway"] } : {}),
    },
  };
}

/** A program of the host itself, neither of a container nor of the engine. */
function startOnHost(host: JudgedHost, listeners: readonly SceneListener[]) {
  if (listeners.length === 0) return undefined;
  const ready = path.join(tmpdir(), `hostside-paths-${process.pid}-ready`);
  const listens = listeners.map(
    ({ protocol, address, port }) => `${protocol},${address === "own" ? lan.host : address},${port}`,
  );
  const [program = "", ...parameters] = [...host.onHost, "perl", path.join(programs, "echo.pl"), ready, ...listens];
  const child = spawn(program, parameters, { stdio: "ignore" });
  const stop = (): Promise<void> =>
    ended(child).finally(() => {
      rmSync(ready, { force: true });
    });
  return { ready: until(() => Promise.resolve(existsSync(ready)), "the program of the host listens"), stop };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

function untilReady(socket: string, { id, name }: Pick<Actor, "id" | "name">): Promise<void> {
  return until(async () => {
    const { State } = await callEngineJson<Inspected>(socket, `/containers/${id}/json`);
    return !State.Running || existsSync(`/proc/${State.Pid}/root/ready`);
  }, `${name} listens`);
}

function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const look = async (): Promise<void> => {
    if (!(await isSo())) throw new Error(`It did not come to this: ${what}`);
  };
  return vi.waitFor(look, { timeout: 30_000, interval: 20 });
}

/** Rules of somebody's own, before those of the engine. */
function rulesOf({ rule }: Scene): readonly (readonly string[])[] {
  if (rule === "input-drop") return [["INPUT", "-p", "tcp", "--dport", "3080", "-j", "DROP"]];
  return rule === "user-drop" ? [["DOCKER-USER", "-p", "tcp", "--dport", "80", "-j", "REJECT"]] : [];
}

async function changeState(socket: string, actors: readonly Actor[], id: string, { state, mode }: SceneContainer) {
  const post = (where: string) => callEngine(socket, where, { method: "POST" }).catch(() => undefined);
  if (state === "paused") await post(`/containers/${id}/pause`);
  if (state === "stopped") await post(`/containers/${id}/stop?t=0`);
  if (state !== "orphaned" || mode.kind !== "shares") return;
  const owner = actors[mode.other];
  if (owner === undefined) return;
  // The file by which it says that it listens outlives a restart.
  const pid = await pidOf(socket, owner);
  if (pid !== undefined) rmSync(`/proc/${pid}/root/ready`, { force: true });
  await post(`/containers/${owner.id}/restart?t=0`);
  await untilReady(socket, owner);
}

/** The process of a container, where it has one. */
export async function pidOf(socket: string, { id }: Actor): Promise<number | undefined> {
  const { State } = await callEngineJson<Inspected>(socket, `/containers/${id}/json`);
  return State.Running && State.Pid > 0 && readFileSync(`/proc/${State.Pid}/cgroup`, "utf8") !== ""
    ? State.Pid
    : undefined;
}
