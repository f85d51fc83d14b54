import { calledHosts, type CalledHost } from "./calledHosts";
import { planFrom, type ContainerPlan } from "./containerPlan";
import { connectTo, largestList, type Connection, type EngineLimits } from "./connection";
import { createdId } from "./createdId";
import type { Endpoint } from "../endpoint/endpoint";
import { engineFactsFrom, productOf, type EngineFacts, type EngineVersion } from "./engineFacts";
import { EngineError, explainedFault } from "../fault";
import { say } from "../../../../shared/text";
import type { Logger } from "../../platform/logger";
import { isHelper } from "./helperMark";
import { demultiplex, type Output } from "./multiplex";
import { namedPorts } from "./namedPorts";
import { networkNames } from "./networkNames";
import { modeOfInspection, type NetworkMode } from "./networkMode";
import { readAll } from "./readAll";
import { record } from "../record";

/** What the rest of Hostside may ask of an engine. Every call is read-only, bounded in time, and throws EngineError. */
export interface Engine {
  readonly endpoint: Endpoint;
  /** For what changes something: each kind of change has a file of its own beside this one. */
  readonly connection: Connection;
  /** `GET /version`. */
  version(signal?: AbortSignal): Promise<EngineVersion>;
  /** `GET /info` with `GET /version`: what kind of engine it is. */
  facts(signal?: AbortSignal): Promise<EngineFacts>;
  /**
   * `GET /containers/json` with stopped ones, restricted to these IDs where given, without this window's own helpers.
   * Entries are as the engine sent them.
   */
  listContainers(ids?: readonly string[], signal?: AbortSignal): Promise<readonly unknown[]>;
  /** `GET /networks`, restricted to these IDs where given. Entries are as the engine sent them. */
  listNetworks(ids?: readonly string[], signal?: AbortSignal): Promise<readonly unknown[]>;
  /** `GET /services`, `/tasks` or `/nodes` of a Swarm manager. Entries are as the engine sent them. */
  listSwarm(what: "services" | "tasks" | "nodes", signal?: AbortSignal): Promise<readonly unknown[]>;
  /** `GET /containers/{id}/json`. */
  inspectContainer(id: string, signal?: AbortSignal): Promise<ContainerDetail>;
  /** The same as the engine sent it. */
  inspectionOf(id: string, signal?: AbortSignal): Promise<unknown>;
  /** `GET /images/{id}/json`: the hosts that an image names by itself. */
  imageCalls(id: string, signal?: AbortSignal): Promise<readonly CalledHost[]>;
  /** `GET /networks/{id}` as the engine sent it. */
  networkInspectionOf(id: string, signal?: AbortSignal): Promise<unknown>;
  /** `GET /events` of what lists show; resolves once the engine has accepted, ends when the engine ends it. */
  openEvents(since: string | undefined, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
  /** Runs a program in the container, without a shell, and waits for its end. */
  exec(id: string, command: readonly string[], signal?: AbortSignal): Promise<ExecResult>;
  /** The last lines of the container's log, those from `since` on where given, in seconds since 1970. */
  logs(id: string, lines: number, signal?: AbortSignal, since?: number): Promise<Output>;
  /** The last lines of the log and what is written from then on, as the engine frames it, until it stops. */
  followLogs(id: string, lines: number, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
}

/** The part of an inspection that probing a network namespace needs. */
export interface ContainerDetail {
  readonly running: boolean;
  readonly paused: boolean;
  /** True while the engine waits to start it once more; it counts as running, without a process. */
  readonly restarting: boolean;
  readonly pid: number;
  readonly exitCode: number;
  /** How often the engine has started it again by its restart policy; a start by hand counts anew. */
  readonly restarts: number;
  /** How often it may, by the policy `on-failure:N`; 0: without a limit, or by another policy. */
  readonly mostRestarts: number;
  /**
   * `State.Error`: filled where the engine failed to start it, empty where its own program failed
   * (docs/docker-behaviour.md#who-loses-a-port).
   */
  readonly error: string;
  readonly tty: boolean;
  /** `State.StartedAt` as sent, for example `2026-11-23T22:04:30.123456789Z`; empty where it never started. */
  readonly startedAt: string;
  /** `State.FinishedAt` likewise: of the run before where it runs. */
  readonly finishedAt: string;
  /** The ID of its image. */
  readonly image: string;
  /** True where it was started with DNS servers, search domains or options of its own. */
  readonly ownDns: boolean;
  /** True where it sees the host's processes (`--pid host`). */
  readonly hostProcesses: boolean;
  /** `NetworkSettings.Networks` as sent. */
  readonly networks: unknown;
  /** Undefined where it is not told. */
  readonly mode: NetworkMode | undefined;
  readonly plan: ContainerPlan;
  /** The ports that its command, its variables and its image name. */
  readonly namedPorts: readonly number[];
  /** The hosts that its variables, its command and its health check name. */
  readonly calls: readonly CalledHost[];
  /** Its names on each network, beside the one that the list tells. */
  readonly networkNames: ReadonlyMap<string, readonly string[]>;
}

export interface ExecResult extends Output {
  readonly exitCode: number;
}

/** The oldest API with `Networks` in lists and `State.Status` in inspections: 1.24, Docker 1.12. */
const oldestApi = [1, 24] as const;

/** An engine at an endpoint. Connects on the first call. Engines of one window share a mark for its helper containers. */
export function createEngine(endpoint: Endpoint, limits?: EngineLimits, helperMark?: string, log?: Logger): Engine {
  const connection = connectTo(endpoint, limits, helperMark, log);
  const ofContainer = (id: string): string => `/containers/${encodeURIComponent(id)}`;
  const list = (path: string, query: Record<string, string | boolean>, outer: AbortSignal | undefined) =>
    connection.call(connection.limits.list, outer, async (signal) => {
      const answer = await connection.ask({ method: "GET", path, query }, signal, largestList);
      if (!Array.isArray(answer)) throw new Error("it is no list");
      return answer as readonly unknown[];
    });
  const get = (path: string, outer: AbortSignal | undefined): Promise<unknown> =>
    connection.call(connection.limits.call, outer, async (signal) => {
      const answer = await connection.ask({ method: "GET", path }, signal);
      if (typeof answer !== "object" || answer === null || Array.isArray(answer)) throw new Error("it is no object");
      return answer;
    });
  const version = async (outer?: AbortSignal): Promise<EngineVersion> =>
    checkedVersion(await get("/version", outer), endpoint);
  const logQuery = (lines: number, follow: boolean) => ({ stdout: true, stderr: true, tail: lines, follow });

  return {
    endpoint,
    connection,
    version,
    facts: async (outer) => {
      const [known, info] = await Promise.all([version(outer), unlessForbidden(get("/info", outer))]);
      return engineFactsFrom(info, known);
    },
    listContainers: async (ids, outer) => {
      const entries = await list("/containers/json", { all: true, ...byId(ids) }, outer);
      return entries.filter((entry) => !isHelper(entry, connection.helperMark));
    },
    listNetworks: (ids, outer) => list("/networks", byId(ids), outer),
    listSwarm: (what, outer) => list(`/${what}`, {}, outer),
    inspectContainer: async (id, outer) => detailFrom(await get(`${ofContainer(id)}/json`, outer)),
    inspectionOf: (id, outer) => get(`${ofContainer(id)}/json`, outer),
    imageCalls: async (id, outer) => calledHosts(await get(`/images/${encodeURIComponent(id)}/json`, outer)),
    networkInspectionOf: (id, outer) => get(`/networks/${encodeURIComponent(id)}`, outer),
    openEvents: (since, outer) => {
      const filters = JSON.stringify({ type: ["container", "network", "service", "node"] });
      const query = since === undefined ? { filters } : { filters, since };
      return connection.follow({ method: "GET", path: "/events", query }, outer);
    },
    exec: (id, command, outer) =>
      connection.call(connection.limits.call, outer, async (signal) => {
        const wanted = { Cmd: [...command], AttachStdout: true, AttachStderr: true };
        const created = await connection.ask({ method: "POST", path: `${ofContainer(id)}/exec`, body: wanted }, signal);
        const path = `/exec/${createdId(created)}`;
        const start = { Detach: false, Tty: false };
        const output = demultiplex(
          await readAll(await connection.open({ method: "POST", path: `${path}/start`, body: start }, signal)),
        );
        const { ExitCode } = record(await connection.ask({ method: "GET", path: `${path}/json` }, signal));
        return { ...output, exitCode: typeof ExitCode === "number" ? ExitCode : -1 };
      }),
    logs: (id, lines, outer, since) =>
      connection.call(connection.limits.call, outer, async (signal) => {
        const query = { ...logQuery(lines, false), ...(since === undefined ? {} : { since }) };
        const request = { method: "GET", path: `${ofContainer(id)}/logs`, query } as const;
        return demultiplex(await readAll(await connection.open(request, signal)));
      }),
    followLogs: (id, lines, outer) =>
      connection.follow({ method: "GET", path: `${ofContainer(id)}/logs`, query: logQuery(lines, true) }, outer),
  };
}

/** A proxy before the engine may keep this back; the engine serves without. */
async function unlessForbidden(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof EngineError && error.fault.kind === "forbidden") return undefined;
    throw error;
  }
}

function byId(ids: readonly string[] | undefined): { filters?: string } {
  return ids === undefined ? {} : { filters: JSON.stringify({ id: ids }) };
}

function checkedVersion(answer: unknown, endpoint: Endpoint): EngineVersion {
  const { Version, ApiVersion } = record(answer);
  if (typeof Version !== "string" || typeof ApiVersion !== "string") {
    const fault = explainedFault("bad-answer", say`it did not answer as a Docker engine does`);
    throw new EngineError({ ...fault, endpoint: endpoint.address });
  }
  const [major = 0, minor = 0] = ApiVersion.split(".").map(Number);
  if (major < oldestApi[0] || (major === oldestApi[0] && minor < oldestApi[1])) {
    const fault = explainedFault("api-too-old", say`API ${ApiVersion} of Docker ${Version}`);
    throw new EngineError({ ...fault, endpoint: endpoint.address });
  }
  return { product: productOf(answer), version: Version, apiVersion: ApiVersion };
}

function detailFrom(answer: unknown): ContainerDetail {
  const detail = record(answer);
  const state = record(detail.State);
  const number = (value: unknown): number => (typeof value === "number" ? value : 0);
  const { Dns, DnsSearch, DnsOptions, PidMode, RestartPolicy } = record(detail.HostConfig);
  const policy = record(RestartPolicy);
  // The year 1 stands for never.
  const time = (value: unknown): string => (typeof value === "string" && !value.startsWith("0001-") ? value : "");
  return {
    running: state.Running === true,
    paused: state.Paused === true,
    restarting: state.Restarting === true,
    pid: number(state.Pid),
    exitCode: number(state.ExitCode),
    restarts: number(detail.RestartCount),
    mostRestarts: policy.Name === "on-failure" ? number(policy.MaximumRetryCount) : 0,
    error: typeof state.Error === "string" ? state.Error : "",
    tty: record(detail.Config).Tty === true,
    startedAt: time(state.StartedAt),
    finishedAt: time(state.FinishedAt),
    image: typeof detail.Image === "string" ? detail.Image : "",
    ownDns: [Dns, DnsSearch, DnsOptions].some((list) => Array.isArray(list) && list.length > 0),
    hostProcesses: PidMode === "host",
    networks: record(detail.NetworkSettings).Networks,
    mode: modeOfInspection(answer),
    plan: planFrom(answer),
    namedPorts: namedPorts(answer),
    calls: calledHosts(answer),
    networkNames: networkNames(answer),
  };
}
