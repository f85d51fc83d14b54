import type { Localizer } from "../platform/localizer";
import type { RefusalForm } from "./refusalForm";

const refused = (l10n: Localizer): string => l10n.t("the engine refuses one of its settings");

/** A setting that belongs to the container whose network is shared (docs/docker-behaviour.md#shared-namespace-settings). */
function ofTheOwner(setting: string, words: RegExp): RefusalForm {
  return {
    words,
    page: `shared-namespace-with-${setting.replace("_", "-")}`,
    text: (l10n) =>
      l10n.t(
        "The engine refuses {0} of a container that shares the network of another one: they belong to the other. Move them there.",
        setting,
      ),
    brief: refused,
  };
}

/** What the engine refuses when it is asked to make a container, a network or a task with these settings. */
export const refusedSettings: readonly RefusalForm[] = [
  ofTheOwner("ports", /port publishing and the container type network mode/iu),
  ofTheOwner("expose", /port exposing and the container type network mode/iu),
  ofTheOwner("hostname", /hostname and the network mode/iu),
  ofTheOwner("dns", /\bdns and the network mode/iu),
  ofTheOwner("extra_hosts", /custom host-to-IP mapping and the network mode/iu),
  ofTheOwner("links", /container type network(?:ing)? can't be used with links/iu),
  {
    words: /host type networking can't be used with links/iu,
    page: "host-links",
    text: (l10n) =>
      l10n.t("The engine refuses links in host mode. Remove them, and call the other one at a port that it publishes."),
    brief: refused,
  },
  {
    words: /hostname and the UTS mode/iu,
    page: "uts-host-with-hostname",
    text: (l10n) => l10n.t("The engine refuses a hostname together with uts: host. Leave out one of the two."),
    brief: refused,
  },
  {
    words: /mac-address and the network mode/iu,
    page: "mac-address-without-interface",
    text: (l10n) =>
      l10n.t("The engine refuses mac_address of a container that has no network of its own. Leave it out."),
    brief: refused,
  },
  {
    words: /sysctl "([^"]+)" not allowed in host network namespace/iu,
    page: "host-net-sysctl",
    text: (l10n, about) =>
      l10n.t(
        "The engine could not start it because it uses the host's network and sets {0}, which is the host's own. Leave that out, or set it on the host.",
        about,
      ),
    brief: (l10n, about) => l10n.t("sets {0} of the host", about),
  },
  {
    words: /cannot share the host's network namespace when user namespaces are enabled/iu,
    page: "host-on-userns-remap",
    text: (l10n) =>
      l10n.t(
        "The engine gives containers users of their own (userns-remap) and does not share the host's network with such a container. Give it userns_mode: host.",
      ),
    brief: refused,
  },
  {
    words: /sethostname: invalid argument/iu,
    page: "hostname-too-long",
    text: (l10n) =>
      l10n.t("The engine could not start it because its hostname is longer than 64 bytes. Give it a shorter one."),
    brief: (l10n) => l10n.t("its hostname is too long"),
  },
  {
    words: /only one instance of "(host)" network is allowed|plugin "(none)" not found/iu,
    page: "host-network-driver",
    text: (l10n, about) => l10n.t("The engine makes no network of the driver {0}. Use network_mode instead.", about),
    brief: refused,
  },
  {
    words: /network host was found but has incorrect label/iu,
    page: "predefined-network-joined",
    text: (l10n) => l10n.t("The network host is Docker's own, and not the project's. Use network_mode: host instead."),
    brief: refused,
  },
  {
    words: /invalid container format container:/iu,
    page: "container-mode-empty",
    text: (l10n) => l10n.t("network_mode: container: names no container. Write its name behind the colon."),
    brief: refused,
  },
  {
    words: /cannot share network namespace with service (\S+?): container missing/iu,
    page: "service-mode-replicas",
    text: (l10n, about) =>
      l10n.t("The service {0}, whose network it shares, has no container. Start one of it first.", about),
    brief: (l10n, about) => l10n.t("shares the network of {0}, which does not exist", about),
  },
  {
    words: /invalid IP address in add-host: "?([^"\n]*)/iu,
    page: "invalid-extra-host",
    text: (l10n, about) =>
      l10n.t(
        "The engine refuses {0} in extra_hosts, which is no IP address. Write NAME:ADDRESS, or NAME:host-gateway.",
        about,
      ),
    brief: refused,
  },
  {
    words: /Pool overlaps with other one on this address space/iu,
    page: "overlapping-subnets",
    text: (l10n) =>
      l10n.t(
        "The subnet of its network meets that of another network. Give it another subnet, or remove the other network.",
      ),
    brief: (l10n) => l10n.t("the subnet of its network is taken"),
  },
  {
    words: /invalid subnet ([^\s:]*)\s*:/iu,
    page: "invalid-subnet",
    text: (l10n) =>
      l10n.t(
        "The engine refuses the subnet of its network. Write the first address of the subnet and its length, as in 192.168.0.0/16.",
      ),
    brief: (l10n) => l10n.t("the subnet of its network is refused"),
  },
  {
    words: /port published with ingress mode can't be used with dnsrr mode/iu,
    page: "stack-dnsrr-with-ingress",
    text: (l10n) =>
      l10n.t(
        "A service with endpoint_mode: dnsrr cannot publish a port by the swarm. Publish it with mode: host, or leave out dnsrr.",
      ),
    brief: refused,
  },
  {
    words: /host-mode port already in use on \d+ nodes?/iu,
    page: "stack-host-port-replicas",
    text: (l10n) =>
      l10n.t(
        "Each node has a port of mode: host once, and every node that could run this has given it away. Use fewer replicas, or mode: ingress.",
      ),
    brief: (l10n) => l10n.t("no node has its port left"),
  },
];
