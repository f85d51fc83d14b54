import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import type { Writable } from "node:stream";
import path from "node:path";
import type { Endpoint } from "../../src/docker/endpoint/endpoint";

/** An HTTP server on a unix socket that answers like an engine, and misbehaves on demand. */
export interface FakeEngine {
  readonly endpoint: Endpoint;
  /** Every request so far: method and URL. */
  readonly requests: string[];
  /** The entries of the next lists. */
  containers: unknown[];
  /** The entries of the next lists of networks. */
  networks: unknown[];
  /** What the engine says of itself. */
  info: object;
  /** Answers a request instead of the usual way; returns false to leave it. */
  answer: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** How many event streams are open. */
  readonly openStreams: number;
  /** Sends text to every open event stream. */
  send(text: string): void;
  /** Ends every open event stream behind this text, all of which arrives. */
  end(text: string): void;
  /** Cuts every open event stream. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts one on a socket of its own. */
export async function startFakeEngine(): Promise<FakeEngine> {
  const folder = await mkdtemp(path.join(tmpdir(), "hostside-fake-"));
  const socket = path.join(folder, "docker.sock");
  const streams = new Set<ServerResponse>();
  const fake: FakeEngine = {
    endpoint: { kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" },
    requests: [],
    containers: [],
    networks: [],
    info: { OSType: "linux" },
    answer: () => false,
    get openStreams() {
      return streams.size;
    },
    send: (text) => {
      for (const stream of streams) stream.write(text);
    },
    end: (text) => {
      for (const stream of streams) stream.end(text);
      streams.clear();
    },
    cut: () => {
      for (const stream of streams) stream.destroy();
      streams.clear();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    fake.requests.push(`${request.method ?? ""} ${decodeURIComponent(url)}`);
    if (fake.answer(request, response)) return;
    if (url.startsWith("/version")) json(response, { Version: "20.10.24", ApiVersion: "1.41" });
    else if (url.startsWith("/info")) json(response, fake.info);
    else if (url.startsWith("/networks")) json(response, selected(fake.networks, url));
    else if (url.startsWith("/events")) {
      response.flushHeaders();
      streams.add(response);
      response.on("close", () => streams.delete(response));
    } else if (url.startsWith("/containers/json")) json(response, selected(fake.containers, url));
    else {
      response.statusCode = 404;
      json(response, { message: "No such container: it" });
    }
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return fake;
}

/** An entry of a list, as an engine sends it. */
export function listed(id: string, name: string, more: object = {}): object {
  const state = { State: "running", Status: "Up 1 second" };
  return { Id: id, Names: [`/${name}`], Image: "nginx:alpine", ...state, ...bridged, ...more };
}

/** The same as Podman sends it: its list leaves the network mode open. */
export function listedByPodman(id: string, name: string, more: object = {}): object {
  return listed(id, name, { HostConfig: undefined, ...more });
}

const bridged = { HostConfig: { NetworkMode: "default" } };

/** A 64-digit ID that ends in the number. */
export function idOf(number: number): string {
  return number.toString(16).padStart(64, "0");
}

/** An event's line. */
export function eventLine(id: string, action: string, nanoseconds = "1700000000123456789"): string {
  return `{"Type":"container","Action":"${action}","Actor":{"ID":"${id}","Attributes":{}},"timeNano":${nanoseconds}}\n`;
}

/** Ends an answer with this text; always true, as `answer` wants it. */
export function ended(response: Writable, text: string): true {
  response.end(text);
  return true;
}

/** Answers with JSON. */
export function json(response: ServerResponse, value: unknown): void {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(value));
}

function selected(containers: readonly unknown[], url: string): unknown[] {
  const filters = new URL(url, "http://engine").searchParams.get("filters");
  if (filters === null) return [...containers];
  const { id } = JSON.parse(filters) as { id?: string[] };
  return containers.filter((entry) => id === undefined || id.includes((entry as { Id: string }).Id));
}
