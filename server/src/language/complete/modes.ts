import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Completion, Offer, Wanted } from "./offer";
import { serviceNameAt } from "./offer";
import { inWords, servicesThatNeed } from "./services";

/** The values of `network_mode`: the modes, and the services whose network another one can share. */
export const modes: Completion = {
  isFor: (spot) => {
    const { path, role } = spot;
    return role === "value" && path.length === 3 && path[2] === "network_mode" && serviceNameAt(spot) !== undefined;
  },
  *offers(wanted) {
    yield* plainModes(wanted);
    yield* sharedNetworks(wanted);
    yield* ofContainers(wanted);
  },
};

function plainModes({ service, spot }: Wanted): Offer[] {
  const name = serviceNameAt(spot) ?? "";
  const beside = networksBeside(service);
  const lost = (service?.ports?.value.length ?? 0) > 0 ? say` The \`ports\` of ${name} then do nothing.` : "";
  return [
    {
      label: "host",
      kind: "mode",
      detail: say`the network of the host itself`,
      causes: () =>
        say`${name} listens on the ports of the host directly, and reaches everything that the host reaches. Other services do not find it by its name, and it does not find them by theirs.${lost}${beside}`,
    },
    {
      label: "none",
      kind: "mode",
      detail: say`no network`,
      causes: () =>
        say`${name} has only its own loopback interface: it reaches nothing, and nothing reaches it.${lost}${beside}`,
    },
    {
      label: "bridge",
      kind: "mode",
      detail: say`the default bridge of the engine`,
      causes: () =>
        say`${name} leaves the networks of this project. It can publish ports, but names of services do not resolve there.${beside}`,
    },
  ];
}

/** Compose refuses the two together (docs/docker-behaviour.md#mode-with-networks). */
function networksBeside(service: Service | undefined): string | Text {
  return service?.networks === undefined ? "" : say` Remove \`networks\` then: Docker Compose refuses both together.`;
}

function* sharedNetworks(wanted: Wanted): Generator<Offer> {
  const { project, network, service, spot } = wanted;
  const name = serviceNameAt(spot) ?? "";
  const needing = servicesThatNeed(name, project);
  for (const other of project.services.values()) {
    if (other.name === name || needing.has(other.name) || !canOwn(other)) continue;
    const { kind, owner } = network.namespaceOf(other);
    yield {
      label: `service:${other.name}`,
      kind: "service",
      detail: say`the network of ${other.name}`,
      rank: owner === other && kind !== "none" ? 1 : 2,
      causes: () => say`${inOne(name, other, kind, owner)}${conflicts(service, other)}`,
    };
  }
}

/** Containers that run outside of this project; one of its own is named by its service. */
function ofContainers({ live, project, spot }: Wanted): Offer[] {
  const name = serviceNameAt(spot) ?? "";
  return live.containers.flatMap((container): Offer[] =>
    container.project !== undefined && container.project === project.name
      ? []
      : [
          {
            label: `container:${container.name}`,
            kind: "container",
            detail: container.project === undefined ? say`runs now` : say`runs now, of ${container.project}`,
            rank: 3,
            causes: () =>
              say`${name} then has the addresses and ports of this container, which Docker Compose does not start. Once it is replaced or restarted, ${name} has a dead network until it is restarted too.`,
          },
        ],
  );
}

/** What a service needs for another one to share its network (docs/docker-behaviour.md#service-mode-replicas). */
function canOwn({ provided, replicas }: Service): boolean {
  return !provided && (replicas === undefined || replicas.value === 1);
}

function inOne(name: string, other: Service, kind: string, owner: Service | undefined): string | Text {
  if (kind === "host") return say`${other.name} uses the network of the host, so that ${name} does too.`;
  const whose =
    owner === undefined || owner === other ? "" : say` It is the network of ${owner.name}, which ${other.name} shares.`;
  return say`${name} and ${other.name} then have the same addresses and ports, and reach each other at localhost. Docker Compose starts ${other.name} first.${whose}`;
}

/** Docker refuses these in a container that shares a network (docs/docker-behaviour.md#shared-namespace-settings). */
function conflicts(service: Service | undefined, other: Service): string | Text {
  if (service === undefined) return "";
  const refused = [
    ...((service.ports?.value.length ?? 0) > 0 ? ["ports"] : []),
    ...(service.expose.length > 0 ? ["expose"] : []),
    ...(service.links.length > 0 ? ["links"] : []),
    ...(service.hostname === undefined ? [] : ["hostname"]),
    ...(service.dns.length > 0 ? ["dns"] : []),
    ...(service.extraHosts.length > 0 ? ["extra_hosts"] : []),
    ...(service.networks === undefined ? [] : ["networks"]),
  ].map((key) => `\`${key}\``);
  return refused.length === 0 ? "" : say` Move ${inWords(refused)} to ${other.name}: Docker refuses them here.`;
}
