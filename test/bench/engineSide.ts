import { monitorEventLoopDelay } from "node:perf_hooks";
import { createEngine } from "../../client/src/docker/api/engine";
import { EngineSet } from "../../client/src/docker/inventory/engineSet";
import { grouped } from "../../client/src/insight/grouping";
import { hostPorts } from "../../client/src/insight/hostPorts";
import { ContainerMonitor } from "../../client/src/monitor/containerMonitor";
import { thisMachine, type Machine } from "../../client/src/netns/read/machine";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { topRows } from "../../client/src/views/trees/groupRows";
import { hostPortRows } from "../../client/src/views/trees/hostPortRows";
import { ContainerProbes } from "../../client/src/monitor/containerProbes";
import { networkListRows, networkMemberRows } from "../../client/src/views/trees/networkRows";

/** What is measured in a process of its own: `node engineSide.cjs SOCKET`, told what to do by lines on its input. */
const [, , socket = ""] = process.argv;
const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const engines = new EngineSet({ connect: () => Promise.resolve(engine), endpoint: () => Promise.resolve(undefined) });
const { live } = engines.primary;
const l10n = { t: (message: string): string => message };
const here = thisMachine(process.platform, process.getuid?.());
const listensOn80 = "9: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1\n";
/**
 * The machine of the containers that are played: container N has the process 1000 + N. What is read of it are this
 * process's own tables, which take as long as those of any other, and a socket on the port that all of them publish.
 */
const machine: Machine = {
  ...here,
  read: async (file) => {
    const [, pid, rest = ""] = /^\/proc\/(\d+)\/(.*)$/u.exec(file) ?? [];
    if (pid === undefined) return here.read(file);
    const text = await here.read(`/proc/self/${rest}`);
    if (rest === "cgroup") return `0::/docker/${(Number(pid) - 1000).toString(16).padStart(64, "0")}`;
    return text === undefined || rest !== "net/tcp" ? text : text + listensOn80;
  },
  list: () => here.list("/proc/self/net"),
};
const probes = new ContainerProbes(machine, thisProcessTable, { debug: () => undefined });
const monitor = new ContainerMonitor(engines, probes, { checksPorts: () => true });
let watching: { dispose(): void } | undefined;
const say = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

/** The lines of a flat tree, which is the most that can be drawn. */
function rows(): number {
  const { inventory } = live;
  const options = { grouping: "flat", filter: "", stopped: true } as const;
  return topRows({ engine: "", inventory, l10n }, grouped(inventory, options, l10n), "", probes).length;
}

/** The lines of Networks with what is below each, from the lists that have just come. */
function networks(): number {
  const source = { engine: "", inventory: live.inventory, l10n };
  const rows = networkListRows(source);
  return rows.length + rows.flatMap(({ network }) => networkMemberRows(source, network)).length;
}

/** The lines of Host Ports, likewise. */
function ports(): number {
  return hostPortRows({ engine: "", ports: hostPorts(live.inventory, undefined, []), l10n }).length;
}

/** Resolves when the container of this ID has another name. */
function renamed(id: string): Promise<void> {
  const before = live.inventory.containers.get(id)?.name;
  return new Promise((resolve) => {
    const registration = live.onDidChange(() => {
      if (live.inventory.containers.get(id)?.name === before) return;
      registration.dispose();
      resolve();
    });
  });
}

const delay = monitorEventLoopDelay({ resolution: 1 });

async function obey(line: string): Promise<void> {
  const [order = "", id = ""] = line.split(" ");
  const from = performance.now();
  if (order === "open") {
    live.stop();
    live.start();
    await live.settled();
    const count = rows();
    say({ milliseconds: performance.now() - from, rows: count });
  } else if (order === "await") {
    const change = renamed(id);
    say({ waiting: true });
    await change;
    say({ milliseconds: performance.now() - from });
  } else if (order === "networks" || order === "ports") {
    live.stop();
    live.start();
    await live.settled();
    const asked = performance.now();
    const count = order === "networks" ? networks() : ports();
    say({ milliseconds: performance.now() - asked, rows: count });
  } else if (order === "checks") {
    // As while a view is visible.
    watching?.dispose();
    watching = id === "on" ? monitor.watch(() => true) : undefined;
    say({ checks: id });
  } else if (order === "checked") {
    const containers = [...live.inventory.containers.values()];
    const problems = containers.filter((container) => monitor.problemsOf(container).length > 0).length;
    say({ checked: containers.filter((container) => probes.isChecked(container)).length, problems });
  } else if (order === "watch") {
    delay.reset();
    delay.enable();
    say({ watching: true });
  } else if (order === "watched") {
    delay.disable();
    // Nanoseconds; one millisecond of them is the monitor's own.
    say({ p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 });
  } else if (order === "states") {
    say({ running: [...live.inventory.containers.values()].filter(({ state }) => state === "running").length });
  } else if (order === "memory") {
    global.gc?.();
    say({ megabytes: process.memoryUsage().heapUsed / 1024 / 1024 });
  }
}

let rest = "";
process.stdin.setEncoding("utf8").on("data", (text: string) => {
  const lines = (rest + text).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) void obey(line);
});
process.stdin.once("end", () => process.exit(0));
