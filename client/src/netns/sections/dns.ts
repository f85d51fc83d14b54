import type { Localizer } from "../../platform/localizer";
import type { Dns, Namespace, Texts } from "../model";
import { parseResolvConf } from "../parse/resolvConf";
import type { Line } from "../render/render";
import { source } from "../source";
import { defineSection, type NamedNamespace } from "./section";
import { halves, shortened } from "./wording";

declare module "../model" {
  interface Namespace {
    readonly dns?: Dns | undefined;
  }
}

/** Docker's own resolver, which containers of user-defined networks have (moby libnetwork/resolver.go). */
export const dockersResolver = "127.0.0.11";

/** What /etc/resolv.conf says. */
export const dns = defineSection({
  id: "dns",
  title: "resolv.conf",
  ending: "resolv-conf",
  asks: { depth: "quick", resolvConf: true },
  sources: [[source.resolvConf]],
  parse: (texts) => {
    const found = dnsFrom(texts);
    return found && { part: { dns: found } };
  },
  lines: ({ dns: found }) => found && dnsLines(found),
  planned: (_container, { servers, search }, l10n) => [
    servers.length === 0 ? "" : l10n.t("DNS servers: {0}", servers.join(", ")),
    search.length === 0 ? "" : l10n.t("DNS search domains: {0}", search.join(", ")),
  ],
  verdict,
  shortVerdict,
});

/** The DNS settings among these texts. */
export function dnsFrom(texts: Texts): Dns | undefined {
  const text = texts.get(source.resolvConf);
  return text === undefined ? undefined : parseResolvConf(text);
}

/** What one resolver setting of /etc/resolv.conf says, a line each, in the order in which the file counts them. */
export function dnsLines({ servers, search, options }: Dns): Line[] {
  return [
    ...servers.map((server) => ({ text: `nameserver ${server}` })),
    ...(search.length === 0 ? [] : [{ text: `search ${search.join(" ")}` }]),
    ...(options.length === 0 ? [] : [{ text: `options ${options.join(" ")}` }]),
  ];
}

function verdict(left: NamedNamespace, right: NamedNamespace, l10n: Localizer): string {
  const [a, b] = [left.namespace.dns, right.namespace.dns];
  if (a === undefined || b === undefined) return "";
  if (JSON.stringify(a) === JSON.stringify(b)) {
    return l10n.t("{0} and {1} use the same DNS servers: {2}.", left.name, right.name, list(a.servers, l10n));
  }
  const text = ({ name }: NamedNamespace, servers: readonly string[]): string =>
    servers.includes(dockersResolver)
      ? l10n.t("{0} uses Docker's DNS server, which knows the containers of its networks by name", name)
      : l10n.t("{0} uses {1}", name, list(servers, l10n));
  return halves(text(left, a.servers), text(right, b.servers), l10n);
}

function shortVerdict({ dns: left }: Namespace, { dns: right }: Namespace, l10n: Localizer): string {
  if (left === undefined || right === undefined) return "";
  if (JSON.stringify(left) === JSON.stringify(right)) {
    return l10n.t("Same resolv.conf: {0}", list(right.servers, l10n));
  }
  return right.servers.includes(dockersResolver)
    ? l10n.t("Own resolv.conf: Docker's DNS server")
    : l10n.t("Own resolv.conf: {0}", list(right.servers, l10n));
}

function list(servers: readonly string[], l10n: Localizer): string {
  return servers.length === 0 ? l10n.t("nobody") : shortened(servers, l10n);
}
