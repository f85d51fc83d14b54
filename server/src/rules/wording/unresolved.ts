import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { Mention } from "../../network/dns/mentions";
import type { Unresolved } from "../../network/dns/names";
import type { NetworkModel } from "../../network/model";

/** How a name is written in a sentence. */
type Written = (name: string) => string;

const plainly: Written = (name) => name;

/** Why a name leads nowhere, as a sentence; names stand in it as `written` has them. */
export function whyUnresolved(
  reason: Unresolved,
  { in: kind, name: called }: Pick<Mention, "in" | "name">,
  service: Service,
  target: Service,
  network: NetworkModel,
  written: Written = plainly,
): Text {
  const name = say`the name ${written(called)} does not resolve`;
  const [caller, other] = [written(service.name), written(target.name)];
  const { owner } = network.namespaceOf(target);
  switch (reason) {
    case "caller-in-host-mode":
      return say`${caller} runs in host mode and uses ${service.dns.length > 0 ? say`the DNS servers of \`dns\`` : say`the host's DNS`}, which does not know Compose services: ${name}.`;
    case "caller-on-default-bridge":
      return say`${caller} is on the default bridge, where Docker resolves no container names: ${name}.`;
    case "caller-without-network":
      return say`${caller} has no network: ${name}, and nothing can be reached.`;
    case "target-in-host-mode":
      return say`${other} runs in host mode, where Docker gives a service no name: ${name} ${kind === "label" ? say`in any container` : say`in ${caller}`}.`;
    case "target-on-default-bridge":
      return say`${other} is on the default bridge, where Docker resolves no container names: ${name} ${kind === "label" ? say`in any container` : say`in ${caller}`}.`;
    case "target-without-network":
      return say`${other} has no network: ${name}, and ${other} cannot be reached.`;
    case "target-shares-namespace":
      return say`${other} shares the network of ${owner === undefined || owner === target ? say`another container` : written(owner.name)} and has no name there: ${name}.`;
    case "same-namespace":
      return say`${caller} and ${other} share one network namespace, in which ${other} has no name: ${name}.`;
    case "no-common-network":
      return say`${caller} and ${other} share no network: ${name} in ${caller}.`;
  }
}

/** What to write instead, or to change, as a sentence. */
export function whatInstead(
  reason: Unresolved,
  mention: Pick<Mention, "in" | "port" | "implied">,
  service: Service,
  target: Service,
  network: NetworkModel,
  written: Written = plainly,
): Text {
  switch (reason) {
    case "caller-in-host-mode": {
      const port = publishedFor(target, mention.port ?? mention.implied, network);
      if (port === undefined && network.isOnHost(target)) return say`Use localhost.`;
      return port === undefined
        ? say`Publish a port of ${written(target.name)}, and use localhost and that port.`
        : say`Use localhost:${port}.`;
    }
    case "target-in-host-mode":
      return say`Use host.docker.internal, with \`extra_hosts: ["host.docker.internal:host-gateway"]\`.`;
    case "target-shares-namespace": {
      const { owner } = network.namespaceOf(target);
      const shares = mention.in !== "label" && owner === network.namespaceOf(service).owner;
      if (owner !== undefined && shares) return say`Use localhost.`;
      return owner === undefined || owner === target
        ? say`Use the name of that container.`
        : say`Use ${written(owner.name)}.`;
    }
    case "same-namespace":
      return say`Use localhost.`;
    case "caller-without-network":
    case "target-without-network":
    case "no-common-network":
      return say`Put both on the same network.`;
    case "caller-on-default-bridge":
    case "target-on-default-bridge": {
      // A target that shares a namespace has no name on the project's network either.
      const { owner = target } = network.namespaceOf(target);
      const name = owner === target ? "" : say`, and use ${written(owner.name)}`;
      return say`Remove \`network_mode: bridge\` to put both on the project's network${name}.`;
    }
  }
}

/** The port of the host on which a service answers at one of its ports; undefined where the files do not say. */
export function publishedFor(target: Service, port: number | undefined, network: NetworkModel): number | undefined {
  if (network.isOnHost(target)) return port;
  const owner = network.namespaceOf(target).owner ?? target;
  for (const { value } of owner.ports?.value ?? []) {
    const { published, target: inside } = value;
    if (published === undefined || published === "ephemeral" || inside === undefined || port === undefined) continue;
    if (value.protocol !== "tcp" || port < inside.first || port > inside.last) continue;
    if (published.last - published.first === inside.last - inside.first) return published.first + port - inside.first;
  }
  return undefined;
}
