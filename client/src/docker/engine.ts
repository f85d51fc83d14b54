import type { Readable } from "node:stream";
import Docker from "dockerode";
import type { Endpoint } from "./endpoint";
import { EngineError, faultFrom, type EngineFault } from "./fault";
import { demultiplex, type Output } from "./multiplex";

/** What the rest of Hostside may ask of an engine. Every call is read-only, bounded in time, and throws EngineError. */
export interface Engine {
  readonly endpoint: Endpoint;
  /** `GET /version`. */
  version(signal?: AbortSignal): Promise<EngineVersion>;
  /** `GET /containers/json` with stopped ones, restricted to these IDs where given. Entries are as the engine sent them. */
  listContainers(ids?: readonly string[], signal?: AbortSignal): Promise<readonly unknown[]>;
  /** `GET /containers/{id}/json`. */
  inspectContainer(id: string, signal?: AbortSignal): Promise<ContainerDetail>;
  /** `GET /events` of containers and networks; resolves once the engine has accepted, ends when the engine ends it. */
  openEvents(since: string | undefined, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
  /** Runs a program in the container, without a shell, and waits for its end. */
  exec(id: string, command: readonly string[], signal?: AbortSignal): Promise<ExecResult>;
  /** The last lines of the container's log, both streams in the order written where it has one. */
  logs(id: string, lines: number, signal?: AbortSignal): Promise<Output>;
}

/** The engine's own account of itself. */
export interface EngineVersion {
  readonly version: string;
  readonly apiVersion: string;
}

/** The part of an inspection that probing a network namespace needs. */
export interface ContainerDetail {
  readonly running: boolean;
  readonly paused: boolean;
  readonly pid: number;
  readonly exitCode: number;
  /** `State.Error`: filled where the engine failed to start it, empty where its own program failed (truth.md E). */
  readonly error: string;
  readonly tty: boolean;
  /** `NetworkSettings.Networks` as sent. */
  readonly networks: unknown;
}

export interface ExecResult extends Output {
  readonly exitCode: number;
}

/** `Docker.version` takes options like every other call; its types do not say so. */
interface VersionCall {
  version(options: { abortSignal: AbortSignal }): Promise<unknown>;
}

/** Time-outs in milliseconds; tests shorten them. */
export interface EngineLimits {
  readonly call: number;
  readonly list: number;
}

const usualLimits: EngineLimits = { call: 10_000, list: 20_000 };

/** More than a probe or a log tail needs; keeps a hostile container from filling the extension host. */
const maximumOutput = 8 * 1024 * 1024;

/** The oldest API with `Networks` in lists and `State.Status` in inspections: 1.24, Docker 1.12. */
const oldestApi = [1, 24] as const;

/** An engine at an endpoint. Connects on the first call. Throws {@link EngineError} for unusable TLS material. */
export function createEngine(endpoint: Endpoint, limits: EngineLimits = usualLimits): Engine {
  const docker = withoutDockerVariables(() => new Docker(transportOptions(endpoint)));

  /** Runs a call under a time-out. dockerode may never settle when an answer is cut off, hence the race. */
  async function call<T>(limit: number, outer: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<T>) {
    const timeout = AbortSignal.timeout(limit);
    const signal = outer === undefined ? timeout : AbortSignal.any([outer, timeout]);
    try {
      signal.throwIfAborted();
      return await Promise.race([run(signal), abortion(signal)]);
    } catch (error) {
      if (signal.aborted) throw new EngineError(abortFault(signal, limit, endpoint));
      throw new EngineError(faultFrom(error, endpoint.address));
    }
  }

  return {
    endpoint,
    version: (outer) =>
      call(limits.call, outer, async (abortSignal) => {
        const answer: unknown = await (docker as VersionCall).version({ abortSignal });
        return checkedVersion(answer);
      }),
    listContainers: (ids, outer) =>
      call(limits.list, outer, async (abortSignal) => {
        const filters = ids === undefined ? {} : { filters: { id: [...ids] } };
        const answer: unknown = await docker.listContainers({ all: true, ...filters, abortSignal });
        if (!Array.isArray(answer)) throw new Error("the list of containers is not a JSON array");
        return answer as readonly unknown[];
      }),
    inspectContainer: (id, outer) =>
      call(limits.call, outer, async (abortSignal) => {
        const answer: unknown = await docker.getContainer(id).inspect({ abortSignal });
        return detailFrom(answer);
      }),
    openEvents: async (since, outer) => {
      const filters = JSON.stringify({ type: ["container", "network"] });
      const opening = new AbortController();
      const both = AbortSignal.any([outer, opening.signal]);
      try {
        return await call(limits.call, outer, async () => {
          const query = since === undefined ? { filters } : { filters, since };
          const stream = await docker.getEvents({ ...query, abortSignal: both } as Docker.GetEventsOptions);
          return stream as unknown as Readable;
        });
      } catch (error) {
        opening.abort();
        throw error;
      }
    },
    exec: (id, command, outer) =>
      call(limits.call, outer, async (abortSignal) => {
        const options = { Cmd: [...command], AttachStdout: true, AttachStderr: true, abortSignal };
        const exec = await docker.getContainer(id).exec(options);
        const stream = await exec.start({ hijack: false, stdin: false, abortSignal });
        const output = demultiplex(await readAll(stream));
        const { ExitCode } = await exec.inspect({ abortSignal });
        return { ...output, exitCode: ExitCode ?? -1 };
      }),
    logs: (id, lines, outer) =>
      call(limits.call, outer, async (signal) => {
        // Container.logs() parses an answer that happens to be JSON, so the stream is asked for by hand.
        const stream = await dialStream(docker, `/containers/${encodeURIComponent(id)}/logs?`, signal, {
          stdout: true,
          stderr: true,
          tail: lines,
        });
        return demultiplex(await readAll(stream));
      }),
  };
}

/**
 * Options for dockerode. `host` and `port` are named even where they are undefined, since docker-modem would otherwise
 * take them from elsewhere and prefer them over `socketPath` (docker-modem 5 lib/modem.js).
 */
function transportOptions(endpoint: Endpoint): Docker.DockerOptions {
  if (endpoint.kind === "socket") return { socketPath: endpoint.path, host: undefined, port: undefined };
  const { host, port, tls } = endpoint;
  const bracketed = host.includes(":") ? `[${host}]` : host;
  return { host: bracketed, port, protocol: tls ? "https" : "http", ...tls };
}

/**
 * docker-modem reads `DOCKER_*` whatever it is told, and throws for a malformed `DOCKER_HOST` even with explicit
 * options. The endpoint has been found already, so these variables are out of sight while it is constructed; no other
 * code runs in between.
 */
function withoutDockerVariables<T>(construct: () => T): T {
  const names = ["DOCKER_HOST", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "DOCKER_PATH_PREFIX", "DOCKER_CLIENT_TIMEOUT"];
  const saved = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) Reflect.deleteProperty(process.env, name);
  try {
    return construct();
  } finally {
    for (const [name, value] of saved) if (value !== undefined) process.env[name] = value;
  }
}

function dialStream(docker: Docker, path: string, abortSignal: AbortSignal, options: object): Promise<Readable> {
  const modem = docker.modem as {
    dial(request: object, done: (error: Error | null, stream: Readable) => void): void;
  };
  const statusCodes = { 200: true, 404: "no such container", 409: "conflict", 500: "server error" };
  return new Promise((resolve, reject) => {
    modem.dial({ path, method: "GET", options, abortSignal, isStream: true, statusCodes }, (error, stream) => {
      if (error) reject(error);
      else resolve(stream);
    });
  });
}

async function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maximumOutput) throw new Error(`the output is larger than ${maximumOutput} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

function abortFault(signal: AbortSignal, limit: number, endpoint: Endpoint): EngineFault {
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
  const detail = timedOut ? `no answer within ${limit / 1000} s` : "cancelled";
  return { kind: timedOut ? "timeout" : "cancelled", detail, endpoint: endpoint.address };
}

function checkedVersion(answer: unknown): EngineVersion {
  const { Version, ApiVersion } = record(answer);
  if (typeof Version !== "string" || typeof ApiVersion !== "string")
    throw new Error("it did not answer as a Docker engine does");
  const [major = 0, minor = 0] = ApiVersion.split(".").map(Number);
  if (major < oldestApi[0] || (major === oldestApi[0] && minor < oldestApi[1])) {
    throw new EngineError({ kind: "api-too-old", detail: `API ${ApiVersion} of Docker ${Version}` });
  }
  return { version: Version, apiVersion: ApiVersion };
}

function detailFrom(answer: unknown): ContainerDetail {
  const detail = record(answer);
  const state = record(detail.State);
  const number = (value: unknown): number => (typeof value === "number" ? value : 0);
  return {
    running: state.Running === true,
    paused: state.Paused === true,
    pid: number(state.Pid),
    exitCode: number(state.ExitCode),
    error: typeof state.Error === "string" ? state.Error : "",
    tty: record(detail.Config).Tty === true,
    networks: record(detail.NetworkSettings).Networks,
  };
}

function record(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value : {};
}
