import type { Localizer } from "../../platform/localizer";
import type { Address, Interface, KnownField, Namespace } from "../model";
import { ipAddrLines, type Line } from "../render/render";
import { source } from "../source";
import { defineSection, type InterfaceGroup } from "./section";
import { comment } from "./wording";

/** Interfaces and addresses, which every reading tells. */
export const addresses = defineSection({
  id: "addresses",
  title: "ip addr",
  ending: "ip-addr",
  asks: { depth: "full" },
  sources: [[source.addressText], [source.addressJson], ["/proc/net/dev", "/proc/net/fib_trie", "/proc/net/if_inet6"]],
  // A text without interfaces is no namespace: `namespaceFrom` reads them first, by `parse/links.ts`.
  parse: () => undefined,
  reduced: (namespace, known) => ({
    ...namespace,
    interfaces: namespace.interfaces.map((entry) => reducedInterface(entry, known)),
  }),
  fieldNames: (l10n) => ({
    flags: l10n.t("flags"),
    mtu: "MTU",
    mac: l10n.t("MAC addresses"),
    qdisc: "qdisc",
    lifetimes: l10n.t("lifetimes"),
  }),
  lines: (namespace, { groups = [namespace] }, l10n) => [
    ...accountOnly(namespace, l10n),
    ...groups.flatMap(({ heading = "", interfaces }: InterfaceGroup) => [
      ...comment(heading),
      ...ipAddrLines(interfaces),
    ]),
  ],
  planned: (_container, { addresses: planned }, l10n) =>
    planned.map(({ network, address }) => l10n.t("Requested address on {0}: {1}", network, address)),
  // There is more to say of addresses than one section knows: `insight/verdict.ts`.
  verdict: () => "",
  shortVerdict: () => "",
});

function reducedInterface({ name, addresses, ...facts }: Interface, known: ReadonlySet<KnownField>): Interface {
  const kept = Object.fromEntries(Object.entries(facts).filter(([fact]) => known.has(fact as keyof typeof facts)));
  return { ...kept, name, addresses: addresses.map((address) => reducedAddress(address, known)) };
}

function reducedAddress(address: Address, known: ReadonlySet<KnownField>): Address {
  const { valid, preferred, peer, metric, protocol, ...rest } = address;
  return {
    ...rest,
    flags: known.has("addressFlags") ? rest.flags : [],
    ...(known.has("addressFlags") ? { peer, metric, protocol } : {}),
    ...(known.has("lifetimes") ? { valid, preferred } : {}),
  };
}

/** What the engine tells has the addresses, but not whose they are. */
function accountOnly({ ways, refusal }: Namespace, l10n: Localizer): Line[] {
  if (!ways.includes("inspect")) return [];
  const sentence = l10n.t("This was read from docker inspect only, which names no interfaces.");
  return [...comment(sentence), ...comment(refusal ?? "")];
}
