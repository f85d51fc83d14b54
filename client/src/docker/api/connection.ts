import { randomUUID } from "node:crypto";
import { Agent as HttpAgent, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex, Readable, Stream } from "node:stream";
import { say } from "../../../../shared/text";
import { jsonOf } from "./answer";
import type { Endpoint } from "../endpoint/endpoint";
import { EngineError, explainedFault, faultFrom, type EngineFault } from "../fault";
import { silentLogger, type Logger } from "../../platform/logger";
import { exchange, exchangeForStream, type Peer, type Request } from "./httpExchange";
import { readAll } from "./readAll";
import { sshAgent } from "../endpoint/ssh";
import { releasableSignal } from "./releasableSignal";
import { inWords, logged, type NoteStatus } from "./requestLog";

/** Time-outs in milliseconds; tests shorten them. */
export interface EngineLimits {
  readonly call: number;
  readonly list: number;
}

/**
 * Requests to the engine at one endpoint. Each is bounded in time and in what is read of its answer, ends when its
 * signal aborts, and throws {@link EngineError}. Connects on the first request.
 */
export interface Connection {
  readonly endpoint: Endpoint;
  readonly limits: EngineLimits;
  /** What marks the helper containers of this window, and is known to nobody else. */
  readonly helperMark: string;
  /** Runs several requests as one call under one time-out of `limit` milliseconds. */
  call<T>(limit: number, outer: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** The answer as JSON, of at most {@link largestAnswer} or so many bytes. Only inside {@link call}. */
  ask(request: Request, signal: AbortSignal, most?: number): Promise<unknown>;
  /** Has something done, and does not look at what is answered besides the status. Only inside {@link call}. */
  perform(request: Request, signal: AbortSignal): Promise<number | undefined>;
  /** The answer as a stream. Only inside {@link call}. */
  open(request: Request, signal: AbortSignal): Promise<Readable>;
  /** The answer as a stream that may stay open until `outer` aborts; only its opening is bounded in time. */
  follow(request: Request, outer: AbortSignal): Promise<Readable>;
  /** A connection in both directions, as for a terminal; only its opening is bounded in time. */
  upgrade(request: Request, outer: AbortSignal): Promise<Duplex>;
  /** Closes what is idle, now and from now on; open streams end by their own signals. */
  close(): void;
}

/** What a request for a connection in both directions is answered with (RFC 9110, 15.2.2). */
const switchingProtocols = 101;

const usualLimits: EngineLimits = { call: 10_000, list: 20_000 };

/** What is read of an answer about one thing, in bytes: an inspection takes some 10 kB. */
const largestAnswer = 16 * 1024 * 1024;

/**
 * What is read of a list, in bytes. One of 10,000 containers takes 11 MB, and 50 MB where each has forty labels, three
 * networks and ten mounts; what JSON makes of 64 MB fits an extension host whatever is in it.
 */
export const largestList = 64 * 1024 * 1024;

/** A connection to an endpoint. Each request leaves a line in the log. */
export function connectTo(
  endpoint: Endpoint,
  limits: EngineLimits = usualLimits,
  helperMark: string = randomUUID(),
  log: Logger = silentLogger,
): Connection {
  const peer = peerOf(endpoint);
  /** The latest request of a call, by the signal that the call gave. */
  const latest = new WeakMap<AbortSignal, Request>();

  /** What runs may be slow to hear of the signal, hence the race. */
  async function call<T>(limit: number, outer: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<T>) {
    const ending = releasableSignal(outer, limit);
    const { signal } = ending;
    try {
      signal.throwIfAborted();
      return await Promise.race([run(signal), abortion(signal)]);
    } catch (error) {
      const request = latest.get(signal);
      const asked = request === undefined ? {} : { request: inWords(request) };
      const fault = signal.aborted ? abortFault(signal, limit, asked.request) : faultFrom(error);
      throw new EngineError({ endpoint: endpoint.address, ...asked, ...fault });
    } finally {
      ending.release();
    }
  }

  /** Sends within a call, and reads what is wanted of the answer. */
  function send<T>(request: Request, signal: AbortSignal, read: (answer: IncomingMessage) => Promise<T>): Promise<T> {
    latest.set(signal, request);
    return logged(log, request, signal, async (note) => {
      const answer = await exchange(peer, request, signal);
      note(answer.statusCode);
      return read(answer);
    });
  }

  /** Opens within the limit; afterwards only `outer` ends what was opened. */
  async function opened<T extends Stream>(
    request: Request,
    outer: AbortSignal,
    open: (signal: AbortSignal, note: NoteStatus) => Promise<T>,
  ): Promise<T> {
    const ending = releasableSignal(outer);
    try {
      const stream = await call(limits.call, outer, (signal) => {
        latest.set(signal, request);
        return logged(log, request, signal, (note) => open(ending.signal, note));
      });
      stream.once("close", () => ending.release());
      return stream;
    } catch (error) {
      ending.abort();
      ending.release();
      throw error;
    }
  }

  return {
    endpoint,
    limits,
    helperMark,
    call,
    ask: (request, signal, most = largestAnswer) => send(request, signal, (answer) => jsonOf(answer, most)),
    perform: (request, signal) =>
      send(request, signal, async (answer) => {
        await readAll(answer);
        return answer.statusCode;
      }),
    open: (request, signal) => send(request, signal, (answer) => Promise.resolve(answer)),
    follow: (request, outer) =>
      opened(request, outer, async (signal, note) => {
        const answer = await exchange(peer, request, signal);
        note(answer.statusCode);
        return answer;
      }),
    upgrade: (request, outer) =>
      opened(request, outer, async (signal, note) => {
        const stream = await exchangeForStream(peer, request, signal);
        note(switchingProtocols);
        return stream;
      }),
    close: () => {
      const { agent } = peer;
      agent.maxFreeSockets = 0;
      for (const sockets of Object.values(agent.freeSockets)) sockets?.forEach((socket) => socket.destroy());
    },
  };
}

/** Idle connections are kept: asking again over ssh then costs no second handshake. */
function peerOf(endpoint: Endpoint): Peer {
  switch (endpoint.kind) {
    case "socket":
      return { agent: new HttpAgent({ keepAlive: true }), secure: false, socketPath: endpoint.path };
    case "ssh":
      // Only names the Host header; the agent decides where the bytes go.
      return { agent: sshAgent(endpoint), secure: false, host: "docker.example.com", port: 80 };
    case "tcp": {
      const { host, port, tls } = endpoint;
      const agent =
        tls === undefined ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true, ...tls });
      return { agent, secure: tls !== undefined, host, port };
    }
  }
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

/** Why a signal ended a call: it took too long, or nobody waits for it any more. */
function abortFault(signal: AbortSignal, limit: number, asked: string | undefined): EngineFault {
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
  if (!timedOut) return { kind: "cancelled", detail: "cancelled" };
  const seconds = limit / 1000;
  const words =
    asked === undefined ? say`no answer within ${seconds} s` : say`no answer to ${asked} within ${seconds} s`;
  return { ...explainedFault("timeout", words), seconds };
}
