import type { HostMention } from "../../network/dns/hostMentions";
import type { NetworkModel } from "../../network/model";
import { type Offer, offersOn } from "../../network/ports/offers";

/** A call to a word that means the host or the caller itself, with its port and the services that have that port. */
export interface CallToHost {
  readonly mention: HostMention;
  readonly port: number;
  readonly offers: readonly Offer[];
}

/** The calls of a project by one kind of such words, as far as their port is known. */
export function callsToHost(
  network: Pick<NetworkModel, "hostMentions" | "offers">,
  wanted: HostMention["kind"],
): readonly CallToHost[] {
  const calls = network.hostMentions.flatMap((mention): { mention: HostMention; port: number }[] => {
    if (mention.kind !== wanted) return [];
    const port = mention.port ?? mention.paired?.port ?? mention.implied ?? mention.expected;
    if (port !== undefined) return [{ mention, port }];
    const expected = databasePort(mention, network.offers);
    return expected === undefined ? [] : [{ mention: { ...mention, expected }, port: expected }];
  });
  // Who asks for what all services offer has it made of each of them.
  if (calls.length === 0) return [];
  const offers = offersOn(new Set(calls.map(({ port }) => port)), network.offers);
  return calls.map(({ mention, port }) => ({ mention, port, offers: offers.get(port) ?? [] }));
}

/** The container port behind a port of an offer. */
export function insidePort(offer: Offer, port: number): number {
  return offer.inside + port - offer.ports.first;
}

const databasePorts = [5432, 3306, 1433, 27_017];

/** `DB_HOST: localhost` without a port: that of the only kind of database that there is. */
function databasePort({ key, scheme }: HostMention, offers: readonly Offer[]): number | undefined {
  if (scheme !== undefined || !/(?:^|_)(?:DB|DATABASE|SQL)_?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i.test(key ?? ""))
    return undefined;
  const found = databasePorts.filter((port) =>
    offers.some(({ ports, by }) => by !== "published" && ports.first <= port && port <= ports.last),
  );
  return found.length === 1 ? found[0] : undefined;
}
