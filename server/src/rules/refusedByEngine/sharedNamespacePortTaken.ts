import { addressesMeet } from "../../../../shared/hostAddress";
import type { Service } from "../../compose/model/service";
import { coexist } from "../../network/ports/collisions";
import { usualPorts } from "../../network/ports/imagePorts";
import { type Listener, listeners, namedPorts } from "../../network/ports/listeners";
import type { NetworkModel } from "../../network/model";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/** In one namespace a port is there once (docs/docker-behaviour.md#one-port-in-a-shared-namespace). In the host's, see host-port-conflict. */
export const sharedNamespacePortTaken = defineRule({
  id: "shared-namespace-port-taken",
  severity: "warning",
  title: "Two services in one network namespace listen on one port",
  perProject: function* (project): Generator<Finding> {
    const network = networkOf(project);
    const owners = new Set(network.sharing.flatMap((service) => network.namespaceOf(service).owner ?? []));
    for (const owner of owners) {
      if (network.isOnHost(owner)) continue;
      const all = [owner, ...network.sharersOf(owner)];
      for (const [index, service] of all.entries()) {
        for (const other of all.slice(0, index)) {
          if (!coexist(other, service, project)) continue;
          const told = toldBoth(other, service);
          const usual = told ?? usualOfBoth(other, service);
          if (usual === undefined) continue;
          // What is in an image can be told another port by a file.
          yield { ...finding(other, service, usual), ...(told === undefined && { severity: "information" as const }) };
        }
      }
      yield* publishedTwice(owner, all, network);
    }
  },
});

/** A port on which both are told to listen. */
function toldBoth(one: Service, other: Service): number | undefined {
  const certain = (service: Service): Listener[] => listeners(service).filter(({ evidence }) => evidence === "certain");
  const others = certain(other);
  return certain(one).find((each) =>
    others.some((its) => its.port === each.port && addressesMeet(its.address, each.address)),
  )?.port;
}

/** A port of an image that both have, where none of them says anything of ports. */
function usualOfBoth(one: Service, other: Service): number | undefined {
  if (one.image === undefined || one.image.value !== other.image?.value) return undefined;
  const saysNothing = (service: Service): boolean =>
    namedPorts(service).size === 0 && service.command.length === 0 && service.entrypoint.length === 0;
  return saysNothing(one) && saysNothing(other) ? usualPorts(one.image.value)[0] : undefined;
}

function finding(one: Service, other: Service, port: number): Finding {
  return {
    at: modePlace(other.networkMode === undefined ? one : other),
    service: other,
    message: `${one.name} and ${other.name} share one network namespace and both listen on port ${port}: the one that starts last fails with "address already in use". Let one of them listen on another port.`,
    related: [{ at: modePlace(one), message: `${one.name} listens on port ${port}` }],
  };
}

/** Who publishes one container port twice for two services thinks that each has its own. */
function* publishedTwice(owner: Service, all: readonly Service[], { project }: NetworkModel): Generator<Finding> {
  if (all.length < 3 || !all.every((each) => coexist(each, owner, project) || each === owner)) return;
  const seen = new Map<string, Finding["at"]>();
  for (const { value, at } of owner.ports?.value ?? []) {
    const { target, protocol } = value;
    if (target === undefined || target.first !== target.last) continue;
    const key = `${target.first}/${protocol}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, at.node);
    else {
      yield {
        at: at.node,
        service: owner,
        severity: "information",
        message: `${all.length} services share the network of ${owner.name}, where port ${key} is there once: both published ports lead to the same service. Let each listen on a port of its own.`,
        related: [{ at: before, message: `port ${key} is published here too` }],
      };
    }
  }
}
