import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { TextChange } from "../../linter/fix";
import { isHostMode } from "../../network/namespaces/namespace";
import type { NetworkModel } from "../../network/model";
import { unpublishedPorts } from "../../rules/fixes/publishOutOfHostMode";
import { type Offer, offersOn } from "../../network/ports/offers";
import { portOf, redirect } from "./calls";
import type { DocumentOf } from "../symbols/symbols";
import { mustBeInOneFile, mustBeWrittenHere, rewriteEntry } from "./entries";
import { HostPorts, portText, type SeenPorts, type TakenPort } from "./ports";
import { type Refactoring, refactoring, Refused } from "./refactoring";

/**
 * Takes a service out of the host's network, with the ports published that it listens on. `seen`: those of running
 * containers; of others, those that the files name. It calls others by their names then, and they call it by its own.
 */
export function moveToOwnNetwork(
  service: Service,
  network: NetworkModel,
  documentOf: DocumentOf,
  seen: SeenPorts = new Map(),
): Refactoring {
  return refactoring(say`Move ${service.name} to its own network`, () => {
    const { name, networkMode, ports } = service;
    if (!isHostMode(service)) throw new Refused(say`${name} has no \`network_mode: host\` of its own.`);
    if (networkMode?.repeats !== undefined) throw new Refused(say`Several files say the mode of ${name}.`);
    mustBeWrittenHere(service, "network_mode", networkMode === undefined ? [] : [networkMode.at]);
    mustBeWrittenHere(service, "ports", ports?.value.map(({ at }) => at) ?? []);
    const movers = [service, ...network.sharersOf(service)];
    mustBeInOneFile(service, network.project, documentOf);
    const items = portItems(movers, seen, new HostPorts(network, movers));
    const added = items.length === 0 ? [] : [{ key: "ports", text: `[${items.join(", ")}]`, items }];
    const away = items.length === 0 ? ["network_mode"] : ["network_mode", "ports"];
    const offers = network.offers;
    return [
      ...rewriteEntry(service, away, added),
      ...outgoing(movers, network, offers),
      ...incoming(movers, network, offers),
    ];
  });
}

/** What was published before had no effect: it is written anew, with what the programs listen on. */
function portItems(movers: readonly Service[], seen: SeenPorts, ports: HostPorts): string[] {
  const found = movers.flatMap((mover): readonly TakenPort[] => seen.get(mover.name) ?? told(mover));
  for (const { port } of found) {
    const holder = ports.holderOf(port);
    if (holder !== undefined) throw new Refused(say`${holder.name} has port ${port} of the host, too.`);
  }
  return [...new Set(found.map((each) => `"${each.port}:${portText(each)}"`))];
}

/** The ports on which the files say that it listens. */
function told(mover: Service): TakenPort[] {
  return unpublishedPorts(mover, []).map(({ ports: { first }, protocol }) => ({ port: first, protocol }));
}

/** The host's own address is no longer its own: what it called there is called by its name. */
function outgoing(movers: readonly Service[], network: NetworkModel, offers: readonly Offer[]): TextChange[] {
  return network.hostMentions.flatMap((mention): readonly TextChange[] => {
    const { service: caller, kind } = mention;
    const port = portOf(mention);
    if (kind !== "loopback" || port === undefined || !movers.includes(caller)) return [];
    const found = offersOn(new Set([port]), offers).get(port) ?? [];
    if (found.some(({ service, by }) => by !== "published" && movers.includes(service))) return [];
    const [published, ...more] = found.filter(({ by }) => by === "published");
    if (published === undefined || more.length > 0) return [];
    const target = published.service;
    if (network.namespaceOf(target).owner !== target || !isOnDefault(target)) return [];
    return redirect({ caller, mention }, target.name, published.inside + port - published.ports.first);
  });
}

/** Who called it by the host calls it by its name. */
function incoming(movers: readonly Service[], network: NetworkModel, offers: readonly Offer[]): TextChange[] {
  const [service] = movers;
  if (service === undefined) return [];
  return network.hostMentions.flatMap((mention): readonly TextChange[] => {
    const { service: caller, kind } = mention;
    const port = portOf(mention);
    if (kind !== "gateway" || port === undefined || movers.includes(caller)) return [];
    const { kind: space, owner } = network.namespaceOf(caller);
    if (space !== "networks" || !isOnDefault(owner)) return [];
    const found = offersOn(new Set([port]), offers).get(port) ?? [];
    const isOurs =
      found.length > 0 && found.every((offer) => movers.includes(offer.service) && offer.by !== "published");
    return isOurs ? redirect({ caller, mention }, service.name, port) : [];
  });
}

/** The network on which a service is that names none. */
function isOnDefault({ networks, networkMode }: Service): boolean {
  if (networkMode !== undefined) return false;
  return networks === undefined || networks.value.some(({ value }) => value.network === "default");
}
