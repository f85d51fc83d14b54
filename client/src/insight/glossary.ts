import type { Localizer } from "../platform/localizer";

/** Flags of interfaces as `ip addr` prints them: netdevice(7), linux/if.h. Undefined for one that is not known here. */
export function explainFlag(flag: string, l10n: Localizer): string | undefined {
  switch (flag) {
    case "UP":
      return l10n.t("UP: the interface has been switched on.");
    case "LOWER_UP":
      return l10n.t("LOWER_UP: there is a carrier. For a veth pair: the other end is on too.");
    case "NO-CARRIER":
      return l10n.t(
        "NO-CARRIER: switched on, but nothing is connected. A bridge without running containers shows this.",
      );
    case "LOOPBACK":
      return l10n.t("LOOPBACK: packets that are sent here never leave this network namespace.");
    case "BROADCAST":
      return l10n.t("BROADCAST: it can send to everybody on its link at once.");
    case "MULTICAST":
      return l10n.t("MULTICAST: it can send to groups on its link.");
    case "POINTOPOINT":
      return l10n.t("POINTOPOINT: a link with exactly one other end, such as a tunnel.");
    case "NOARP":
      return l10n.t("NOARP: addresses on this link are not looked up by ARP.");
    case "PROMISC":
      return l10n.t("PROMISC: it takes in all packets, also those for others.");
    case "M-DOWN":
      return l10n.t("M-DOWN: the interface at the other end is down, or not visible from here.");
    case "MASTER":
    case "SLAVE":
      return l10n.t("{0}: part of a bond of interfaces.", flag);
    default:
      return undefined;
  }
}

/** Words of `ip addr`, `ip route` and resolv.conf that stand before or for a value. */
export function explainWord(word: string, l10n: Localizer): string | undefined {
  const sentences: Readonly<Record<string, () => string>> = {
    mtu: () =>
      l10n.t("mtu: the largest packet in bytes that goes through without being split. Docker uses 1500 by default."),
    qdisc: () => l10n.t("qdisc: how packets queue before they are sent. noqueue: there is no queue."),
    qlen: () => l10n.t("qlen: how many packets may wait to be sent."),
    state: () => l10n.t("state: whether the link works. UNKNOWN is usual for loopback, which has no link."),
    master: () => l10n.t("master: the bridge that this interface is a port of."),
    group: () => l10n.t("group: a name under which several interfaces can be set at once."),
    inet: () => l10n.t("inet: an IPv4 address."),
    inet6: () => l10n.t("inet6: an IPv6 address."),
    brd: () => l10n.t("brd: the address of everybody on the link."),
    peer: () => l10n.t("peer: the address of the other end of the link."),
    scope: () => l10n.t("scope: how far the address is valid."),
    global: () => l10n.t("global: valid everywhere."),
    link: () => l10n.t("link: valid on this link only. In a route: reached directly, without a gateway."),
    host: () => l10n.t("host: valid inside this network namespace only. Others cannot reach what listens there."),
    valid_lft: () =>
      l10n.t(
        "valid_lft, preferred_lft: how long the address stays. `limited` stands for seconds that count down; the raw output has them.",
      ),
    preferred_lft: () => l10n.t("preferred_lft: how long the address is used for new connections."),
    "link-netnsid": () => l10n.t("link-netnsid: this namespace's number for the namespace that holds the other end."),
    nodad: () =>
      l10n.t("nodad: used without a check whether another machine has it. Docker assigns the addresses itself."),
    dynamic: () => l10n.t("dynamic: given for a time, as by DHCP."),
    noprefixroute: () => l10n.t("noprefixroute: the kernel created no route for it."),
    tentative: () =>
      l10n.t("tentative: not in use yet, because the kernel still checks whether another machine has it."),
    deprecated: () => l10n.t("deprecated: no longer used for new connections."),
    secondary: () => l10n.t("secondary: another address of the same subnet comes first."),
    temporary: () => l10n.t("temporary: an address for privacy, replaced from time to time."),
    via: () => l10n.t("via: the gateway that packets are handed to."),
    default: () =>
      l10n.t("default: the route for packets that no other route matches. In an interface's line: the group."),
    dev: () => l10n.t("dev: the interface that packets leave through."),
    proto: () => l10n.t("proto: what created the route. kernel: it came with the address."),
    src: () => l10n.t("src: the sender's address that packets get on this route."),
    metric: () => l10n.t("metric: of two routes to the same place, the smaller number wins."),
    linkdown: () => l10n.t("linkdown: the interface has no carrier, so the route leads nowhere for now."),
    nameserver: () =>
      l10n.t(
        "nameserver: the DNS server. 127.0.0.11 is Docker's DNS server, which knows the containers of user-defined networks. A container in host mode uses the host's servers, which do not know service names.",
      ),
    search: () => l10n.t("search: what is appended to short names."),
    options: () =>
      l10n.t("options: settings of the resolver. ndots: names with fewer dots are tried with `search` first."),
    altname: () => l10n.t("altname: another name of the same interface."),
  };
  return Object.hasOwn(sentences, word) ? sentences[word]?.() : undefined;
}
