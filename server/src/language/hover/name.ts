import { say } from "../../../../shared/text";
import { oneOf } from "../../linter/listed";
import type { Service } from "../../compose/model/service";
import { page, namesOf, quoted, type HoverContext, type Lines } from "./answer";
import { networksWords } from "./namespace";

/** Another name of a service on one network. */
export function aliasHover(name: string, key: string, service: Service, context: HoverContext): Lines {
  const others = context.network.servicesCalled(name).filter((each) => each !== service);
  return [
    say`${quoted(name)} is another name of ${quoted(service.name)} for services on the network ${quoted(key)}.`,
    ...(others.length === 0 ? [] : [say`${namesOf(others)} answers to it too.`]),
    page("hostname-and-aliases"),
  ];
}

/** The name that a link gives to another service, for the one that links to it. */
export function linkAliasHover(name: string, service: Service): Lines {
  return [say`${quoted(name)} is what ${quoted(service.name)} alone calls the linked service, beside its own name.`];
}

/** The name of a container. */
export function containerNameHover(name: string, service: Service, context: HoverContext): Lines {
  const isOnNetworks = context.network.namespaceOf(service).kind === "networks";
  return [
    say`The engine has one container of the name ${quoted(name)} at most, over all projects.`,
    ...(isOnNetworks
      ? [
          name === service.name
            ? say`Services on ${networksWords(service, context.network)} reach it by this name.`
            : say`Services on ${networksWords(service, context.network)} reach it by this name too, as by ${quoted(service.name)}.`,
        ]
      : []),
    page("container-names"),
  ];
}

/** The name that a container has for itself. */
export function hostnameHover(name: string, service: Service, context: HoverContext): Lines {
  const { kind, owner } = context.network.namespaceOf(service);
  if (owner !== service) return [];
  if (kind === "host")
    return [say`The container calls itself ${quoted(name)}; the host keeps its name.`, page("host-mode-hostname")];
  if (kind !== "networks") return [];
  return [
    say`The container calls itself ${quoted(name)}. Containers on ${networksWords(service, context.network)} reach it by this name too.`,
    page("hostname-and-aliases"),
  ];
}

/** A fixed address on a network. */
export function addressHover(text: string, key: string, service: Service, { project }: HoverContext): Lines {
  const subnets =
    project.networks.get(key)?.ipam.pools.flatMap(({ subnet }) => (subnet === undefined ? [] : [subnet.value])) ?? [];
  return [
    say`${quoted(service.name)} always has ${quoted(text)} on the network ${quoted(key)}.`,
    subnets.length === 0
      ? say`The network needs a subnet of its own for that, in \`ipam.config\`.`
      : say`It has to lie in the subnet ${oneOf(subnets.map(quoted))}, and nobody else may have it.`,
    page("fixed-address-subnet"),
  ];
}
