import { inEnglish, say, type Text } from "../../../../shared/text";
import { formatRange, type PublishedPort } from "../../compose/model/port";
import type { Attachment, Service } from "../../compose/model/service";
import type { Origin, Sourced } from "../../compose/values/value";
import { inOneLine, page, quoted, quotedAll, whereIs, type HoverContext, type Lines } from "./answer";
import { namespaceSentence } from "./namespace";

/** So many lines of a service are shown. */
const mostLines = 6;

/** The networking part of a service as all files together have it, each line with the file that it comes from. */
export function serviceHover(service: Service, context: HoverContext): Lines {
  const lines = settingsOf(service, context);
  const more = lines.length - mostLines;
  return [
    namespaceSentence(service, context.network),
    ...lines.slice(0, mostLines).map((line) => say`- ${line}`),
    ...(more > 0 ? [say`- and ${more} more`] : []),
    ...(service.networkMode === undefined && lines.length === 0 ? [] : [page("names-networks")]),
  ];
}

function settingsOf(service: Service, context: HoverContext): Lines {
  const { networkMode, ports, expose, networks, links, hostname, containerName, extraHosts, dns } = service;
  const line = (attribute: string, text: string | Text, at: Origin): Text => {
    const from = at.fromFile?.node ?? at.node;
    const reached = at.via.has("extends")
      ? say`, by \`extends\``
      : at.via.has("merge-key")
        ? say`, by a merge key`
        : "";
    return say`${attribute}: ${text} — ${whereIs(at.key ?? from, context)}${reached}`;
  };
  const keyOf = (attribute: string, at: Origin): string => inEnglish(line(attribute, "", at));
  const words = (attribute: string, all: readonly Sourced<string>[]): Text[] =>
    together(all, ({ at }) => keyOf(attribute, at)).map(({ items, at }) =>
      line(attribute, quotedAll(items.map(({ value }) => value)), at),
    );
  const written = networkMode?.at.node;
  const mode =
    networkMode === undefined || written?.kind !== "scalar"
      ? []
      : [line("network_mode", quoted(written.text), networkMode.at)];
  return [
    ...mode,
    ...together(ports?.value ?? [], ({ at }) => keyOf("", at)).map(({ items, at }) =>
      line("ports", quotedAll(items.map(({ value }) => portText(value))), at),
    ),
    ...together(networks?.value ?? [], ({ at }) => keyOf("", at)).map(({ items, at }) =>
      line("networks", inOneLine(items.map(({ value }) => attachmentWords(value))), at),
    ),
    ...words("links", links),
    ...words(
      "expose",
      expose.map(({ value, at }) => ({ value: value.text, at })),
    ),
    ...words("container_name", containerName === undefined ? [] : [containerName]),
    ...words("hostname", hostname === undefined ? [] : [hostname]),
    ...words(
      "extra_hosts",
      extraHosts.map(({ key, value, at }) => ({ value: `${key}=${value ?? "?"}`, at })),
    ),
    ...words("dns", dns),
  ];
}

/** Items that stand beside each other in one file and on their way, as one line. */
function together<T extends { readonly at: Origin }>(
  all: readonly T[],
  keyOf: (each: T) => string,
): { readonly items: readonly T[]; readonly at: Origin }[] {
  const found = new Map<string, T[]>();
  for (const each of all) {
    const { file, via } = each.at;
    const key = `${file} ${via.length} ${via.length > 0 ? keyOf(each) : ""}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [each]);
    else known.push(each);
  }
  return [...found.values()].flatMap((items) => (items[0] === undefined ? [] : [{ items, at: items[0].at }]));
}

function portText({ hostIp, published, target, protocol }: PublishedPort): string {
  const inside = target === undefined ? "?" : formatRange(target);
  const ip = hostIp === undefined ? "" : hostIp.includes(":") ? `[${hostIp}]:` : `${hostIp}:`;
  const host =
    published === undefined ? "?:" : published === "ephemeral" ? (ip === "" ? "" : ":") : `${formatRange(published)}:`;
  return `${ip}${host}${inside}${protocol === "tcp" ? "" : `/${protocol}`}`;
}

function attachmentWords({ network, aliases, ipv4Address, ipv6Address }: Attachment): Text {
  const addresses = [ipv4Address, ipv6Address].flatMap((each) => (each === undefined ? [] : [each.value]));
  const also = aliases.length === 0 ? "" : say` as ${quotedAll(aliases.map(({ value }) => value))}`;
  const at = addresses.length === 0 ? "" : say` at ${quotedAll(addresses)}`;
  return say`${quoted(network)}${also}${at}`;
}
