import { createEngine, type Engine } from "../../src/docker/api/engine";
import { engineFactsFrom } from "../../src/docker/api/engineFacts";
import type { Endpoint } from "../../src/docker/endpoint/endpoint";
import type { Machine } from "../../src/netns/read/machine";
import { idOf, listed } from "../docker/fakeEngine";

/** What one container of the double is. */
export interface Played {
  readonly name: string;
  /** Ports that it publishes, such as `80/tcp`. */
  readonly publishes: readonly string[];
  /** What listens in its namespace, such as `tcp 0.0.0.0:80`; changed at will. */
  listens: readonly string[];
  /** Milliseconds since 1970. */
  startedAt: number;
  interfaces?: readonly string[];
  /** The networks that it is in; `bridge` where none are said. */
  networks?: readonly string[];
  /** The hosts that it is told to call. */
  readonly calls?: readonly string[];
  more?: object;
}

/**
 * An engine without a server and the machine that its containers run on, for tests with a clock of their own: the
 * container at place N has the ID N + 1 and the process 1000 + N.
 */
export class EngineDouble {
  /** What was asked of it beside lists, such as `inspect web` and `exec web`. */
  readonly asked: string[] = [];
  /** How many tables of sockets were read. */
  tablesRead = 0;
  /** False: its containers are no processes of this machine. */
  isHere = true;
  private readonly heard: ((line: Buffer) => void)[] = [];

  constructor(readonly containers: Played[]) {}

  /** The engine that the client talks to. */
  get engine(): Engine {
    const endpoint: Endpoint = { kind: "socket", path: "/double", address: "unix:///double", source: "setting" };
    const real = createEngine(endpoint);
    const version = { product: "docker", version: "28.5.2", apiVersion: "1.51" } as const;
    const refuse = (): Promise<never> => Promise.reject(new Error("the double does not know that"));
    return {
      ...real,
      version: () => Promise.resolve(version),
      facts: () => Promise.resolve(engineFactsFrom({ OSType: "linux" }, version)),
      listContainers: (ids) => Promise.resolve(this.listed().filter(({ Id }) => ids === undefined || ids.includes(Id))),
      listNetworks: () => Promise.resolve(this.listedNetworks()),
      listSwarm: () => Promise.resolve([]),
      inspectContainer: (id) => {
        const at = Number.parseInt(id, 16) - 1;
        const played = this.containers[at];
        this.asked.push(`inspect ${played?.name ?? id}`);
        if (played === undefined) return refuse();
        return Promise.resolve({
          ...{ running: true, paused: false, restarting: false, pid: 1000 + at, exitCode: 0, restarts: 0 },
          ...{ mostRestarts: 0, error: "", tty: false, finishedAt: "", image: "", ownDns: false, hostProcesses: false },
          ...{
            startedAt: new Date(played.startedAt).toISOString(),
            mode: undefined,
            plan: {} as never,
            namedPorts: [],
            calls: (played.calls ?? []).map((name) => ({ name })),
            networkNames: new Map(),
          },
          networks: networksOf(played),
        });
      },
      imageCalls: () => Promise.resolve([]),
      exec: (id) => {
        this.asked.push(`exec ${id}`);
        return refuse();
      },
      logs: refuse,
      openEvents: (_, signal) => Promise.resolve(this.stream(signal)),
    };
  }

  /** The machine of its containers. */
  get machine(): Machine {
    const of = (file: string): [Played | undefined, string] => {
      const [, pid = "", rest = ""] = /^\/proc\/(\d+)\/(.*)$/u.exec(file) ?? [];
      return [this.isHere ? this.containers[Number(pid) - 1000] : undefined, rest];
    };
    return {
      privileged: false,
      read: (file) => {
        const [played, rest] = of(file);
        if (played === undefined) return Promise.resolve(undefined);
        if (rest === "cgroup") return Promise.resolve(`0::/docker/${idOf(this.containers.indexOf(played) + 1)}\n`);
        if (rest === "net/dev") return Promise.resolve(devTable(played.interfaces ?? ["lo", "eth0"]));
        const table = /^net\/(tcp6?|udp6?)$/u.exec(rest)?.[1];
        if (table === undefined) return Promise.resolve(undefined);
        this.tablesRead += 1;
        return Promise.resolve(socketTable(table, played.listens));
      },
      list: (folder) => Promise.resolve(of(`${folder}/`)[0] === undefined ? [] : ["dev", "tcp", "tcp6", "udp", "udp6"]),
      link: () => Promise.resolve(undefined),
      run: () => Promise.resolve(undefined),
    };
  }

  /** Tells of an event of a container. */
  tell(name: string, action: string): void {
    const id = idOf(this.containers.findIndex((each) => each.name === name) + 1);
    const event = { Type: "container", Action: action, Actor: { ID: id, Attributes: {} }, timeNano: Date.now() * 1e6 };
    for (const hear of this.heard) hear(Buffer.from(`${JSON.stringify(event)}\n`));
  }

  private listed(): { Id: string }[] {
    return this.containers.map((played, at) => {
      const { name, publishes, more = {} } = played;
      const ports = publishes.map((each, index) => {
        const [port, protocol] = each.split("/");
        return { IP: "0.0.0.0", PrivatePort: Number(port), PublicPort: 20_000 + at + index, Type: protocol };
      });
      const networks = { NetworkSettings: { Networks: networksOf(played) } };
      return listed(idOf(at + 1), name, { Ports: ports, ...networks, ...more }) as { Id: string };
    });
  }

  private listedNetworks(): object[] {
    const names = new Set(this.containers.flatMap(({ networks = [] }) => networks));
    return [...names].map((name) => ({ Id: name, Name: name, Driver: "bridge", Scope: "local" }));
  }

  private async *stream(signal: AbortSignal): AsyncGenerator<Buffer, void> {
    const lines: Buffer[] = [];
    let wake = (): void => undefined;
    this.heard.push((line) => {
      lines.push(line);
      wake();
    });
    signal.addEventListener("abort", () => wake(), { once: true });
    while (!signal.aborted) {
      const line = lines.shift();
      if (line !== undefined) yield line;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
}

function networksOf({ networks = ["bridge"] }: Played): object {
  return Object.fromEntries(networks.map((network) => [network, {}]));
}

function devTable(names: readonly string[]): string {
  const heading = "Inter-|   Receive                |  Transmit\n face |bytes    packets |bytes    packets\n";
  return heading + names.map((name) => `${name}: ${"0 ".repeat(16).trim()}\n`).join("");
}

/** Only IPv4 addresses are played. */
function socketTable(table: string, listens: readonly string[]): string {
  const remote = table.endsWith("6") ? "remote_address" : "rem_address";
  const drops = table.startsWith("udp") ? " ref pointer drops" : "";
  const heading = `  sl  local_address ${remote}   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode${drops}\n`;
  const rows = listens.flatMap((each, at) => {
    const [protocol = "", address = "", port = ""] = each.split(/[ :]/u);
    if (protocol !== table) return [];
    const bytes = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0").toUpperCase());
    const hex = Number(port).toString(16).padStart(4, "0").toUpperCase();
    const state = protocol === "tcp" ? "0A" : "07";
    return [
      `  ${at}: ${bytes.reverse().join("")}:${hex} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 0 0 ${at + 1}\n`,
    ];
  });
  return heading + rows.join("");
}
