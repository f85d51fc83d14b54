import type { Localizer } from "../platform/localizer";
import { source } from "../netns/parse/assemble";
import type { Namespace } from "../netns/model";
import { ipAddrLines, type Line } from "../netns/render/render";
import { routeLines } from "../netns/render/renderRoutes";
import { dnsLines, socketLines, type SocketNames } from "../netns/render/renderSockets";
import type { ReadRequest } from "../netns/read/request";
import { sanitizeLines } from "../docker/sanitize";
import { explainNamespaceFault } from "./explainFault";
import { dnsOf, type Side } from "./readSubjects";

/** The parts of a namespace that a document shows. */
export const sections = ["addresses", "routes", "dns", "sockets"] as const;
export type Section = (typeof sections)[number];
/** A document shows one part, or all of them under headings. */
export type Shown = Section | "everything";

/** What stands in a title: the command or file that a person knows the part by. */
export const sectionNames: Readonly<Record<Section, string>> = {
  addresses: "ip addr",
  routes: "ip route",
  dns: "resolv.conf",
  sockets: "listening sockets",
};

/** What has to be read to show this. */
export function requestFor(shown: Shown, raw: boolean): ReadRequest {
  switch (shown) {
    case "addresses":
      return { depth: "full", raw };
    case "routes":
      return { depth: "full", raw, routes: true };
    case "dns":
      return { depth: "quick", dns: true };
    case "sockets":
      return { depth: "quick", sockets: true, owners: true };
    case "everything":
      return { depth: "full", raw, routes: true, sockets: true, owners: true, dns: true };
  }
}

/** How a side is shown. */
export interface ShowOptions extends SocketNames {
  readonly raw: boolean;
}

/** The lines of a document about one side. What cannot be shown is a comment line that says why. */
export function sectionLines(side: Side, shown: Shown, showing: ShowOptions, l10n: Localizer): Line[] {
  // Proxies listen on the host only.
  const onHost = side.subject.kind === "host" || side.usesHost;
  const options = onHost ? showing : { ...showing, publisherOf: undefined };
  if (side.namespace === undefined) {
    return [
      ...comment(side.fault === undefined ? "" : explainNamespaceFault(side.fault, l10n)),
      ...configured(side, shown, l10n),
    ];
  }
  const namespace = withOwnDns(side, side.namespace);
  if (shown !== "everything") return oneSection(namespace, shown, options, l10n);
  return sections.flatMap((section, at) => [
    ...(at === 0 ? [] : [{ text: "" }]),
    { text: `# ${sectionNames[section]}` },
    ...oneSection(namespace, section, options, l10n),
  ]);
}

/** The namespace with the DNS settings of this very side. */
function withOwnDns(side: Side, namespace: Namespace): Namespace {
  if (!side.usesHost) return namespace;
  const texts = new Map(namespace.texts);
  if (side.resolver === undefined) texts.delete(source.resolvConf);
  else texts.set(source.resolvConf, side.resolver.text);
  return { ...namespace, dns: dnsOf(side), texts };
}

function oneSection(namespace: Namespace, section: Section, options: ShowOptions, l10n: Localizer): Line[] {
  if (options.raw) return rawLines(namespace, section, l10n);
  switch (section) {
    case "addresses":
      return [...accountOnly(namespace, l10n), ...ipAddrLines(namespace.interfaces)];
    case "routes":
      if (namespace.routes === undefined) return unknown(namespace, l10n);
      return namespace.routes.length === 0 ? comment(l10n.t("no routes")) : routeLines(namespace.routes);
    case "dns":
      return namespace.dns === undefined ? unknown(namespace, l10n) : dnsLines(namespace.dns);
    case "sockets":
      if (namespace.sockets === undefined) return unknown(namespace, l10n);
      return namespace.sockets.length === 0
        ? comment(l10n.t("nothing listens"))
        : socketLines(namespace.sockets, options);
  }
}

/** Where the texts of a section are, best first; the first list of which one is there is shown. */
const rawSources: Readonly<Record<Section, readonly (readonly string[])[]>> = {
  addresses: [
    [source.addressText],
    [source.addressJson],
    ["/proc/net/dev", "/proc/net/fib_trie", "/proc/net/if_inet6"],
  ],
  routes: [
    [source.routeText, source.route6Text],
    [source.routeJson, source.route6Json],
    ["/proc/net/route", "/proc/net/ipv6_route"],
  ],
  dns: [[source.resolvConf]],
  sockets: [["/proc/net/tcp", "/proc/net/tcp6", "/proc/net/udp", "/proc/net/udp6"]],
};

/** The texts as they were printed, with a heading where there are several. */
function rawLines({ texts, ...namespace }: Namespace, section: Section, l10n: Localizer): Line[] {
  const keys = rawSources[section].find((list) => list.some((key) => texts.has(key)))?.filter((key) => texts.has(key));
  if (keys === undefined) return unknown(namespace, l10n);
  return keys.flatMap((key) => [
    ...(keys.length > 1 ? [{ text: `# ${key}` }] : []),
    ...sanitizeLines(texts.get(key) ?? "")
      .trimEnd()
      .split("\n")
      .map((text) => ({ text })),
  ]);
}

/** What the engine knows of a container that does not run: where it will be once it is started. */
function configured({ container, fault }: Side, shown: Shown, l10n: Localizer): Line[] {
  if ((fault?.kind !== "stopped" && fault?.kind !== "restarting") || container === undefined) return [];
  const { mode, attachments } = container;
  const text = mode.kind === "network" ? mode.name : mode.kind === "container" ? `container:${mode.target}` : mode.kind;
  const networks = attachments.map(({ network }) => network).filter((network) => network !== text);
  const { addresses, servers, search, published } = fault.plan;
  const about = (...parts: readonly Shown[]): boolean => shown === "everything" || parts.includes(shown);
  return [
    mode.kind === "unknown" ? "" : l10n.t("Once it is started, its network mode is {0}.", text),
    networks.length === 0 ? "" : l10n.t("It is on {0} too.", networks.join(", ")),
    ...(about("addresses", "routes")
      ? addresses.map(({ network, address }) => l10n.t("It asks for the address {0} on {1}.", address, network))
      : []),
    about("dns") && servers.length > 0 ? l10n.t("It is to ask {0} for names.", servers.join(", ")) : "",
    about("dns") && search.length > 0 ? l10n.t("It is to search {0}.", search.join(", ")) : "",
    about("sockets") && mode.kind === "network" && published.length > 0
      ? l10n.t("It is to publish {0}.", published.join(", "))
      : "",
  ].flatMap(comment);
}

/** What the engine tells has the addresses, but not whose they are. */
function accountOnly({ ways, refusal }: Namespace, l10n: Localizer): Line[] {
  if (!ways.includes("inspect")) return [];
  const sentence = l10n.t("Only the engine's own account of this container could be had; it names no interfaces.");
  return [...comment(sentence), ...(refusal === undefined || refusal === "" ? [] : comment(refusal))];
}

function unknown({ ways }: Pick<Namespace, "ways">, l10n: Localizer): Line[] {
  return comment(
    ways.includes("inspect")
      ? l10n.t("Not known: only the engine's own account of this container could be had.")
      : l10n.t("Not known: the way in which this namespace was read does not tell it."),
  );
}

function comment(sentence: string): Line[] {
  return sentence === "" ? [] : [{ text: `# ${sentence}` }];
}
