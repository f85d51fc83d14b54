import type { Localizer } from "../platform/localizer";
import type { ListeningSocket, Route } from "../netns/model";
import { dnsOf, type Side } from "./readSubjects";
import type { Section } from "./sections";

/** How many servers or ports a sentence names before it counts the rest. */
const named = 3;

/** Docker's own resolver, which containers of user-defined networks have (moby libnetwork/resolver.go). */
const dockersResolver = "127.0.0.11";

/**
 * What the difference between two namespaces comes to in one part of them; empty where one side does not tell that part,
 * and for addresses, of which there is more to say.
 */
export function sectionVerdict(left: Side, right: Side, section: Section, l10n: Localizer): string {
  switch (section) {
    case "addresses":
      return "";
    case "routes":
      return halves(routesText(left, l10n), routesText(right, l10n), l10n);
    case "dns":
      return dnsVerdict(left, right, l10n);
    case "sockets":
      return halves(socketsText(left, l10n), socketsText(right, l10n), l10n);
  }
}

function routesText({ name, namespace }: Side, l10n: Localizer): string {
  if (namespace?.routes === undefined) return "";
  const defaults = namespace.routes.filter(({ destination, type }) => destination === "default" && type === undefined);
  if (defaults.length === 0) return l10n.t("{0} has no default route: it reaches its own networks only", name);
  return l10n.t("{0} leaves by {1}", name, shortened(defaults.map(wayOut), l10n));
}

function wayOut({ gateway, device, nexthops = [] }: Route): string {
  const hops = nexthops.length === 0 ? [{ gateway, device }] : nexthops;
  return hops.map((hop) => [hop.gateway, hop.device].filter((part) => part !== undefined).join(" dev ")).join(", ");
}

function dnsVerdict(left: Side, right: Side, l10n: Localizer): string {
  const [a, b] = [dnsOf(left), dnsOf(right)];
  if (a === undefined || b === undefined) return "";
  if (JSON.stringify(a) === JSON.stringify(b)) {
    return l10n.t("{0} and {1} ask the same name servers: {2}.", left.name, right.name, list(a.servers, l10n));
  }
  const text = (side: Side, servers: readonly string[]): string =>
    servers.includes(dockersResolver)
      ? l10n.t("{0} asks Docker's own resolver, which knows the containers of its networks by name", side.name)
      : l10n.t("{0} asks {1}", side.name, list(servers, l10n));
  return halves(text(left, a.servers), text(right, b.servers), l10n);
}

function socketsText({ name, namespace }: Side, l10n: Localizer): string {
  if (namespace?.sockets === undefined) return "";
  // The resolver's sockets are Docker's, inside every container of a user-defined network.
  const own = namespace.sockets.filter(({ address }) => address !== dockersResolver);
  if (own.length === 0) return l10n.t("nothing listens in {0}", name);
  return l10n.t("{0} listens on {1}", name, shortened([...new Set(own.map(portText))], l10n));
}

function portText({ port, protocol }: ListeningSocket): string {
  return `${port}/${protocol}`;
}

function list(servers: readonly string[], l10n: Localizer): string {
  return servers.length === 0 ? l10n.t("nobody") : shortened(servers, l10n);
}

/** Half of the sentence stands above each side. */
function halves(left: string, right: string, l10n: Localizer): string {
  return left === "" || right === "" ? "" : l10n.t("{0}; {1}.", left, right);
}

function shortened(texts: readonly string[], l10n: Localizer): string {
  const shown = texts.slice(0, named).join(", ");
  return texts.length > named ? `${shown} ${l10n.t("and {0} more", texts.length - named)}` : shown;
}
