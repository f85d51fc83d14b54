import type { SwarmService, SwarmTask } from "../../docker/inventory/swarm";
import type { Localizer } from "../../platform/localizer";
import type { RowSource } from "./containerRows";
import { rowId, spokenText, type Row } from "./row";

/** The line below which a swarm's services stand; none where the engine manages no swarm, or nothing fits the filter. */
export function swarmRow(source: RowSource, filter: string): Row[] {
  const services = serviceRows(source, filter);
  const { engine, l10n, inventory } = source;
  const leaderless = inventory.leaderless === true;
  if (services.length === 0 && !leaderless) return [];
  const number = services.length === 1 ? l10n.t("1 service") : l10n.t("{0} services", services.length);
  const count = leaderless
    ? l10n.t("{0} as last known: the swarm has no leader, too few managers are online", number)
    : number;
  return [
    {
      kind: "swarm",
      id: rowId(engine, "swarm"),
      engine,
      label: l10n.t("Swarm"),
      description: count,
      icon: "server-environment",
      contextValue: "group.swarm",
      spoken: l10n.t("Swarm, {0}", count),
      fold: "open",
    },
  ];
}

/** The services by name. */
export function serviceRows({ engine, inventory, l10n }: RowSource, filter: string): Row[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");
  return inventory.services.flatMap((service): Row[] => {
    const description = serviceText(service, l10n);
    const text = `${service.name} ${description}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) return [];
    const running = service.tasks.filter(({ state }) => state === "running").length;
    const short = service.replicas !== undefined && running < service.replicas;
    return [
      {
        kind: "service",
        id: rowId(engine, "service", service.id),
        engine,
        key: service.id,
        label: service.name,
        description,
        // Another shape as well: the line that is selected has no colour of its own.
        ...(short ? { icon: "warning", colour: "charts.yellow" } : { icon: "server-process", colour: "charts.green" }),
        contextValue: "service",
        spoken: spokenText(l10n.t("Service {0}", service.name), description),
        fold: "closed",
      },
    ];
  });
}

/** The published ports and the tasks of a service, each with the node that it runs on. */
export function serviceDetailRows({ engine, inventory, l10n }: RowSource, id: string): Row[] {
  const service = inventory.services.find((each) => each.id === id);
  if (service === undefined) return [];
  const ports = service.ports.map(({ published, target, protocol, mode }): Row => {
    const label = `${published} -> ${target}/${protocol}`;
    const where = mode === "ingress" ? l10n.t("on every node (ingress)") : l10n.t("on the nodes of its tasks (host)");
    return {
      kind: "servicePort",
      id: rowId(engine, "service", id, "port", `${published}/${protocol}`),
      engine,
      label,
      description: where,
      icon: "arrow-swap",
      contextValue: "servicePort",
      spoken: l10n.t("Published port {0}, {1}", label, where),
      fold: "leaf",
    };
  });
  return [...ports, ...service.tasks.map((task) => taskRow({ engine, inventory, l10n }, service, task))];
}

function taskRow({ engine, inventory, l10n }: RowSource, service: SwarmService, task: SwarmTask): Row {
  const label = task.slot === 0 ? service.name : `${service.name}.${task.slot}`;
  const where = task.node === "" ? l10n.t("no node yet") : l10n.t("on {0}", task.node);
  const description = [task.state, where, task.error].filter((part) => part !== "").join("  ");
  const container = task.containerId === undefined ? undefined : inventory.containers.get(task.containerId);
  return {
    kind: "task",
    id: rowId(engine, "task", task.id),
    engine,
    label,
    description,
    icon: task.state === "running" ? "vm-running" : "vm-outline",
    contextValue: container === undefined ? "task" : "task.here",
    spoken: spokenText(l10n.t("Task {0}", label), description),
    fold: "leaf",
    container,
  };
}

function serviceText({ replicas, tasks, ports, stack }: SwarmService, l10n: Localizer): string {
  const running = tasks.filter(({ state }) => state === "running").length;
  const count = replicas === undefined ? l10n.t("{0}/{1} global", running, tasks.length) : `${running}/${replicas}`;
  const published = ports.map(({ published: port, target, protocol, mode }) =>
    [`${port}->${target}${protocol === "tcp" ? "" : `/${protocol}`}`, mode].join(" "),
  );
  return [count, ...published, stack ?? ""].filter((part) => part !== "").join("  ");
}
