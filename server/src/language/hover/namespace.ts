import { say, type Text } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { NetworkModel } from "../../network/model";
import type { Namespace } from "../../network/namespaces/namespace";
import { namesOf, quoted, quotedAll } from "./answer";

/** In whose network namespace a service runs, and who else is in it, as a sentence. */
export function namespaceSentence(service: Service, network: NetworkModel): string | Text {
  const namespace = network.namespaceOf(service);
  const name = quoted(service.name);
  if (namespace.owner === undefined) return say`The files do not tell in which network namespace ${name} runs.`;
  const others = otherMembers(service, namespace, network);
  const beside = others.filter((each) => each !== namespace.owner);
  const together =
    beside.length === 0
      ? ""
      : beside.length === 1
        ? say` ${namesOf(beside)} runs in it too.`
        : say` ${namesOf(beside)} run in it too.`;
  const { owner } = namespace;
  const words = namespaceWords(namespace, owner, network);
  if (owner === service) return say`The network namespace of ${name} is ${words}.${together}`;
  return say`${name} runs in the network namespace of ${quoted(owner.name)}, which is ${words}.${together}`;
}

/** Who else runs in a service's namespace. */
function otherMembers(service: Service, { kind, owner }: Namespace, network: NetworkModel): readonly Service[] {
  if (owner === undefined) return [];
  if (kind === "host") return network.moded.filter((each) => each !== service && network.isOnHost(each));
  return [owner, ...network.sharersOf(owner)].filter((each) => each !== service);
}

function namespaceWords({ kind }: Namespace, owner: Service, network: NetworkModel): string | Text {
  const mode = owner.networkMode?.value;
  switch (kind) {
    case "host":
      return say`the host's own`;
    case "none":
      return say`one that has the loopback interface alone`;
    case "default-bridge":
      return say`one of its own, on the engine's default bridge`;
    case "engine-network": {
      const name = mode?.kind === "network" ? ` ${quoted(mode.network)}` : "";
      return say`one of its own, on the engine's network${name}`;
    }
    case "container": {
      const name = mode?.kind === "container" ? ` ${quoted(mode.container)}` : "";
      return say`that of the container${name}`;
    }
    default:
      return say`one of its own, on ${networksWords(owner, network)}`;
  }
}

/** The networks of a service with a namespace of its own. */
export function networksWords(service: Service, { project }: Pick<NetworkModel, "project">): string | Text {
  const keys = networkKeysOf(service);
  if (keys.length === 1 && keys[0] === "default") {
    return project.networks.has("default") ? say`the network ${quoted("default")}` : say`the project's default network`;
  }
  return keys.length === 1 ? say`the network ${quotedAll(keys)}` : say`the networks ${quotedAll(keys)}`;
}

/** The keys of a service's networks: the default one where it names none. */
export function networkKeysOf({ networks }: Service): readonly string[] {
  const keys = networks?.value.map(({ value }) => value.network) ?? [];
  return keys.length === 0 ? ["default"] : keys;
}
