import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex, Readable } from "node:stream";
import { inspect } from "node:util";
import Docker from "dockerode";
import type { Endpoint } from "./endpoint";
import { EngineError, faultFrom, type EngineFault } from "./fault";
import { sshAgent } from "./ssh";

/** One request to the engine's HTTP API. */
export interface Request {
  readonly method: "GET" | "POST" | "DELETE";
  /** Without a query; parts that come from elsewhere are encoded by the caller. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON. */
  readonly body?: object;
}

/** Time-outs in milliseconds; tests shorten them. */
export interface EngineLimits {
  readonly call: number;
  readonly list: number;
}

/**
 * Requests to the engine at one endpoint. Each is bounded in time, ends when its signal aborts, and throws
 * {@link EngineError}. Connects on the first request.
 */
export interface Connection {
  readonly endpoint: Endpoint;
  readonly limits: EngineLimits;
  /** Runs several requests as one call under one time-out of `limit` milliseconds. */
  call<T>(limit: number, outer: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** The answer as JSON, or as bytes where it is none. Only inside {@link call}. */
  ask(request: Request, signal: AbortSignal): Promise<unknown>;
  /** The answer as a stream. Only inside {@link call}. */
  open(request: Request, signal: AbortSignal): Promise<Readable>;
  /** The answer as a stream that may stay open until `outer` aborts; only its opening is bounded in time. */
  follow(request: Request, outer: AbortSignal): Promise<Readable>;
  /** A connection in both directions, as for a terminal; only its opening is bounded in time. */
  upgrade(request: Request, outer: AbortSignal): Promise<Duplex>;
  /** Closes what is idle, now and from now on; open streams end by their own signals. */
  close(): void;
}

/** The part of docker-modem that is used; its types do not name it. */
interface Modem {
  dial(request: object, done: (error: Error | null, answer: unknown) => void): void;
}

const usualLimits: EngineLimits = { call: 10_000, list: 20_000 };

/** Answers that are successes; 304 says that a container was started or stopped already. */
const statusCodes = {
  ...{ 200: true, 201: true, 204: true, 304: true },
  ...{ 400: "bad request", 403: "forbidden", 404: "not found", 409: "conflict", 500: "server error", 503: "not ready" },
};

/** A connection to an endpoint. Throws {@link EngineError} for unusable TLS material. */
export function connectTo(endpoint: Endpoint, limits: EngineLimits = usualLimits): Connection {
  const agent = briefly(agentFor(endpoint));
  const modem = withoutDockerVariables(() => new Docker(transportOptions(endpoint, agent))).modem as Modem;

  /** dockerode may never settle when an answer is cut off, hence the race. */
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

  function dial(request: Request, how: object, abortSignal: AbortSignal): Promise<unknown> {
    const { method, path, query = {}, body = {} } = request;
    // `_query` and `_body` keep the two apart, whatever the method (docker-modem 5 lib/modem.js, dial).
    const options = { _query: query, _body: body };
    return new Promise((resolve, reject) => {
      modem.dial({ path: `${path}?`, method, options, abortSignal, statusCodes, ...how }, (error, answer) => {
        if (error === null || (error as unknown) === undefined) resolve(answer);
        else reject(error);
      });
    });
  }

  /** Opens within the limit; afterwards only `outer` ends what was opened. */
  async function opened<T>(outer: AbortSignal, open: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const opening = new AbortController();
    const both = AbortSignal.any([outer, opening.signal]);
    try {
      return await call(limits.call, outer, () => open(both));
    } catch (error) {
      opening.abort();
      throw error;
    }
  }

  const open = async (request: Request, signal: AbortSignal): Promise<Readable> =>
    (await dial(request, { isStream: true }, signal)) as Readable;
  return {
    endpoint,
    limits,
    call,
    ask: (request, signal) => dial(request, {}, signal),
    open,
    follow: (request, outer) => opened(outer, (signal) => open(request, signal)),
    upgrade: (request, outer) =>
      opened(outer, async (signal) => (await dial(request, { isStream: true, hijack: true }, signal)) as Duplex),
    close: () => {
      agent.maxFreeSockets = 0;
      for (const sockets of Object.values(agent.freeSockets)) sockets?.forEach((socket) => socket.destroy());
    },
  };
}

/**
 * docker-modem writes each request's options out in full for its debug log, also where nobody reads that (docker-modem 5
 * lib/modem.js, buildRequest): the agent with all of its sockets took longer than the request.
 */
function briefly<T extends HttpAgent>(agent: T): T {
  return Object.defineProperty(agent, inspect.custom, { value: () => "agent" });
}

/** Idle connections are kept: asking again over ssh then costs no second handshake. */
function agentFor(endpoint: Endpoint): HttpAgent {
  if (endpoint.kind === "ssh") return sshAgent(endpoint);
  const tls = endpoint.kind === "tcp" ? endpoint.tls : undefined;
  return tls === undefined ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true, ...tls });
}

/**
 * Options for dockerode. `host` and `port` are named even where they are undefined, since docker-modem would otherwise
 * take them from elsewhere and prefer them over `socketPath` (docker-modem 5 lib/modem.js).
 */
function transportOptions(endpoint: Endpoint, agent: HttpAgent): Docker.DockerOptions {
  // The agent option of docker-modem has no type.
  const shared = { agent } as Docker.DockerOptions;
  switch (endpoint.kind) {
    case "socket":
      return { ...shared, socketPath: endpoint.path, host: undefined, port: undefined };
    case "ssh":
      // Only names the Host header; the agent decides where the bytes go.
      return { ...shared, host: "docker.example.com", port: 80, protocol: "http" };
    case "tcp": {
      // The agent holds what TLS needs; docker-modem would drop half of it.
      const { host, port, tls } = endpoint;
      const bracketed = host.includes(":") ? `[${host}]` : host;
      return { ...shared, host: bracketed, port, protocol: tls ? "https" : "http" };
    }
  }
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
