import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { isPartial } from "../namespaces/namespace";
import type { NetworkModel } from "../model";

/**
 * Whether two services are certain to have a network in common on which the second one has a name
 * (docs/docker-behaviour.md#names-host-mode). What the files cannot tell is no, since a name is offered only where it resolves.
 */
export function sharesNetwork(caller: Service, target: Service, network: NetworkModel): boolean {
  return commonNetworks(caller, target, network).length > 0;
}

/** The keys, as the target has them, of the networks on which the caller finds the target by its name. */
export function commonNetworks(caller: Service, target: Service, network: NetworkModel): readonly string[] {
  const from = network.namespaceOf(caller);
  const to = network.namespaceOf(target);
  if (from.kind !== "networks" || to.kind !== "networks" || to.owner !== target || from.owner === target) return [];
  const { project } = network;
  if (target.replicas?.value === 0 || target.provided || isPartial(target, project)) return [];
  const own = keysOf(from.owner);
  if (own === onlyDefault && target.networks === undefined) return onlyDefault;
  const names = new Set(own.flatMap((key) => nameOf(key, project) ?? []));
  return keysOf(target).filter((key) => {
    const name = nameOf(key, project);
    return name !== undefined && names.has(name);
  });
}

const onlyDefault: readonly string[] = ["default"];

function keysOf({ networks }: Service): readonly string[] {
  const keys = networks?.value.map(({ value }) => value.network) ?? [];
  return keys.length === 0 ? onlyDefault : keys;
}

/** By what a network is the same as another one; undefined for one that the project has not. */
function nameOf(key: string, { networks }: Project): string | undefined {
  const network = networks.get(key);
  if (network === undefined) return key === "default" ? "own default" : undefined;
  return network.name?.value ?? (network.external ? key : `own ${key}`);
}
