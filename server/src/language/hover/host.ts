import { say, type Text } from "../../../../shared/text";
import { formatRange } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import { isHostWord } from "../../../../shared/hostNames";
import type { Mention } from "../../network/dns/mentions";
import { answeringOf } from "../../network/ports/answering";
import { whatInstead, whyUnresolved } from "../../rules/wording/unresolved";
import { namespaceSentence, networkKeysOf } from "./namespace";
import { page, quoted, quotedAll, type HoverContext, type Lines } from "./answer";

/** What a name of a host in a value leads to from its service; or why nowhere, and what to write. */
export function hostHover(mention: Mention, service: Service, context: HoverContext): Lines {
  const { network } = context;
  const { name } = mention;
  if (isHostWord(name)) return hostWordLines(mention, service, context);
  const given = service.extraHosts.find(({ key }) => key === name);
  if (given?.value !== undefined) {
    return [
      say`${quoted(name)} is ${quoted(given.value)}: \`extra_hosts\` of ${quoted(service.name)} goes before Docker's names.`,
      page("names-networks"),
    ];
  }
  const isLabel = mention.in === "label";
  const target = isLabel ? network.serviceCalled(name) : network.serviceMeant(name, service);
  if (target === undefined || target.provided) return [];
  if (mention.among?.every((each) => context.project.services.has(each)) === false) return [];
  if (target === service && !isLabel) {
    const itself =
      name === service.name
        ? say`${quoted(name)} is this service itself.`
        : say`${quoted(name)} is ${quoted(service.name)} itself.`;
    return [itself, ...portLines(mention, target, context)];
  }
  const reason = isLabel ? network.unresolvedByAll(target, name) : network.unresolved(service, target, name);
  if (reason !== undefined) {
    return [
      say`**Does not resolve.** ${whyUnresolved(reason, mention, service, target, network, quoted)}`,
      whatInstead(reason, mention, service, target, network, quoted),
      page(
        reason.endsWith("default-bridge")
          ? "default-bridge"
          : reason === "no-common-network"
            ? "names-networks"
            : "names-host-mode",
      ),
    ];
  }
  return [
    resolves(name, service, target, isLabel, context),
    ...portLines(mention, target, context),
    page("names-networks"),
  ];
}

function resolves(
  name: string,
  service: Service,
  target: Service,
  isLabel: boolean,
  context: HoverContext,
): string | Text {
  const called = name === target.name ? "" : say`, another name of the service ${quoted(target.name)}`;
  if (isLabel)
    return say`${quoted(name)} is the service ${quoted(target.name)}; it resolves for containers on a network of it.`;
  const from = networkKeysOf(service);
  const common = networkKeysOf(target).filter((key) => from.includes(key));
  const isOnNetworks = [service, target].every((each) => context.network.namespaceOf(each).kind === "networks");
  const over = isOnNetworks && common.length > 0 ? say` over the network ${quotedAll(common)}` : "";
  return say`${quoted(name)} resolves in ${quoted(service.name)}${over}${called}.`;
}

/** Whether the port is one of the container's, or only one that the host has for it. */
function portLines(mention: Mention, target: Service, { network }: HoverContext): Lines {
  const { port, name } = mention;
  if (port === undefined || network.isOnHost(target)) return [];
  const answering = answeringOf(target);
  if (answering.at(port)) return [say`Port ${port} is a port of ${quoted(target.name)}.`];
  const behind = answering.behind(port);
  if (behind === undefined || answering.names(port)) return [];
  return [say`Port ${port} is the one on the host. Inside, write ${quoted(`${name}:${behind.port}`)}.`];
}

function hostWordLines(mention: Mention, service: Service, { network }: HoverContext): Lines {
  const { name, port } = mention;
  const namespace = network.namespaceOf(service);
  if (name === "host.docker.internal") {
    const asks = [service, ...(namespace.owner === undefined ? [] : [namespace.owner])].some((each) =>
      each.extraHosts.some(({ key }) => key === name),
    );
    return [
      say`${quoted(name)} is the host, as seen from a container.`,
      asks
        ? say`\`extra_hosts\` gives it to this service.`
        : say`On a Linux engine it does not resolve unless \`extra_hosts: ["host.docker.internal:host-gateway"]\` asks for it; Docker Desktop resolves it by itself.`,
      page("host-docker-internal-unasked"),
    ];
  }
  if (mention.in === "label") return [];
  const { kind, owner = service } = namespace;
  const isShared = kind === "container" || owner !== service || network.sharersOf(service).length > 0;
  const own = answeringOf(service);
  const isOwn =
    port !== undefined && own.at(port) ? say`, at its own port ${formatRange({ first: port, last: port })}` : "";
  return [
    namespace.kind === "host"
      ? say`${quoted(name)} is the host itself: ${quoted(service.name)} runs in host mode.`
      : isShared
        ? say`${quoted(name)} is ${quoted(service.name)}${isOwn} and whatever shares its network namespace, not the host.`
        : say`${quoted(name)} is ${quoted(service.name)} itself${isOwn}, not the host and no other service.`,
    namespaceSentence(service, network),
    page(namespace.kind === "host" ? "host-mode-reach" : "localhost-of-neighbour"),
  ];
}
