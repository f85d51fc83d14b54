import { say, type Text } from "../../../../shared/text";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Attachment, Service } from "../../compose/model/service";
import { nameOnEngine } from "../../network/namespaces/nameOnEngine";
import { inOneLine, page, quoted, quotedAll, whereIs, type HoverContext, type Lines } from "./answer";

/** A service's place on a network by its key; without an attachment where it is there for want of another. */
interface Member {
  readonly network: string;
  readonly service: Service;
  readonly attachment?: Attachment;
}

/** So many members are listed: a hover stays short. */
const mostMembers = 4;

/** A network by its key: what it is on the engine, what leads out of it, and who is on it with which names and addresses. */
export function networkHover(key: string, context: HoverContext): Lines {
  const { project } = context;
  const network = project.networks.get(key);
  if (network === undefined && key !== "default") return [];
  const real = nameOnEngine(key, project);
  const external = network?.external === true;
  const called =
    real === undefined
      ? ""
      : external
        ? say`, which is there as ${quoted(real)}`
        : say`, on the engine ${quoted(real)}`;
  const written = network === undefined ? "" : ` — ${whereIs(network.at.key ?? network.at.node, context)}`;
  return [
    external
      ? say`**External network** ${quoted(key)}${called}${written}`
      : say`**Network** ${quoted(key)}${called}${written}`,
    ...settings(key, context),
    ...members(key, context),
    ...(external ? [say`Compose does not make it: it has to be there before.`] : []),
    page("network-name-on-engine"),
  ];
}

function settings(key: string, { project }: HoverContext): Lines {
  const network = project.networks.get(key);
  if (network === undefined) return [];
  const { driver, internal, enableIpv6, ipam } = network;
  const subnets = ipam.pools.flatMap(({ subnet }) => (subnet === undefined ? [] : [subnet.value]));
  const words = [
    ...(driver === undefined ? [] : [say`driver ${quoted(driver.value)}`]),
    ...(internal ? [say`internal: nothing leads outside, and no port is published`] : []),
    ...(subnets.length === 0 ? [] : [say`subnet ${quotedAll(subnets)}`]),
    ...(enableIpv6 === true ? [say`IPv6 enabled`] : []),
  ];
  return words.length === 0 ? [] : [inOneLine(words, "; ")];
}

function members(key: string, { project, network }: HoverContext): Lines {
  const found = attached(project).filter(
    (member) => member.network === key && network.namespaceOf(member.service).kind === "networks",
  );
  if (found.length === 0) return [say`No service of the project is on it.`];
  const shown = found.slice(0, mostMembers).map(memberWords);
  const more = found.length - shown.length;
  return [...shown.map((line) => say`- ${line}`), ...(more > 0 ? [say`- and ${more} more`] : [])];
}

function memberWords({ service, attachment }: Member): Text {
  const aliases = attachment?.aliases.map(({ value }) => value) ?? [];
  const addresses = [attachment?.ipv4Address, attachment?.ipv6Address].flatMap((each) =>
    each === undefined ? [] : [each.value],
  );
  const also = aliases.length === 0 ? "" : say`, also called ${quotedAll(aliases)}`;
  const at = addresses.length === 0 ? "" : say`, at ${quotedAll(addresses)}`;
  return say`${quoted(service.name)}${also}${at}`;
}

const attached = collectFromServices((service): Member[] => {
  if (service.provided) return [];
  const named = service.networks?.value ?? [];
  if (named.length === 0) return [{ network: "default", service }];
  return named.map(({ value }) => ({ network: value.network, service, attachment: value }));
});
