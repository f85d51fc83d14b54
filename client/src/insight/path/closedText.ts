import type { Localizer } from "../../platform/localizer";
import type { DropReason, Finding, Instead, Unread } from "./model";

/** Why a call goes no further, or why nobody knows whether it does. */
export function closedText(finding: Finding, l10n: Localizer): string {
  switch (finding.kind) {
    case "not-running":
      return l10n.t("{0} is not running ({1}).", finding.name, finding.state);
    case "paused":
      return l10n.t("{0} is paused: its programs stand still.", finding.name);
    case "dead-namespace":
      return l10n.t(
        "{0} shares the network of a container that has been restarted since, and is left in the old one, which has no network.",
        finding.name,
      );
    case "unreadable":
      return l10n.t("The network namespace of {0} could not be read.", finding.name);
    case "other-network":
      return l10n.t(
        "The name {0} is not known here: {1} is on other networks ({2}).",
        finding.name,
        finding.party,
        finding.networks.join(", "),
      );
    case "host-mode-name":
      return l10n.t("{0} is in host mode, and Docker knows no names of such containers.", finding.party);
    case "sharer-name":
      return l10n.t(
        "{0} shares the network of another container, and Docker knows only that one's names.",
        finding.party,
      );
    case "stopped-name":
      return l10n.t("{0} is not running, and Docker gives no address for it.", finding.party);
    case "asked-by-host-mode":
      return l10n.t("A container in host mode does not ask Docker's name server, which alone knows {0}.", finding.name);
    case "default-bridge-name":
      return l10n.t("On the default network bridge Docker answers no names, and {0} is one.", finding.name);
    case "host-gateway-unknown":
      return l10n.t("{0} is not known in this container: Docker on Linux has no such name by itself.", finding.name);
    case "answered-by-some":
      return l10n.t(
        "{0} may stand for {1} too: some versions of Docker answer that, and of this one it is not known.",
        finding.name,
        finding.addresses.join(", "),
      );
    case "other-servers":
      return l10n.t("{0} is a name that other name servers may know, and they were not asked.", finding.name);
    case "no-route":
      return finding.internal
        ? l10n.t("The network is internal: there is no way out of it to {0}.", finding.address)
        : l10n.t("There is no route to {0}.", finding.address);
    case "no-family":
      return finding.family === "inet6"
        ? l10n.t("{0} has no IPv6 address.", finding.where)
        : l10n.t("{0} has no IPv4 address.", finding.where);
    case "no-way-from-outside":
      return l10n.t("{0} is an address behind the host, to which other machines have no route.", finding.address);
    case "nobody-there":
      return l10n.t("Nobody on the network {0} has the address {1}.", finding.network, finding.address);
    case "elsewhere":
      return l10n.t("{0} is on another machine, which cannot be read from here.", finding.address);
    case "own-parent":
      return l10n.t(
        "The kernel lets no packets pass between {0} of the host and the network {1}, which is made on top of it.",
        finding.parent,
        finding.network,
      );
    case "tentative":
      return l10n.t(
        "{0} is not in use yet: its link is down, or the kernel asks whether somebody else has it.",
        finding.address,
      );
    case "not-forwarded":
      return l10n.t("The host forwards no packets for others.");
    case "dropped":
      return droppedText(finding.why, finding.chain, l10n);
    case "rule-unclear":
      return l10n.t("A rule of the firewall decides, and it is not understood here: {0}", finding.rule);
    case "firewall-unread":
      return unreadText(finding.unread, l10n);
    case "no-way-back":
      return l10n.t("{0} has no route back to {1}.", finding.name, finding.to);
    case "answers-from":
      return l10n.t(
        "What takes UDP on all addresses answers from {0}, and the caller waits for an answer from {1}.",
        finding.address,
        finding.asked,
      );
    case "not-listening":
      return l10n
        .t(
          "Nothing in {0} listens on port {1}. {2}",
          finding.where,
          finding.protocol === "udp" ? `${finding.port}/udp` : finding.port,
          insteadText(finding.instead, l10n),
        )
        .trim();
    default:
      return "";
  }
}

function droppedText(why: DropReason, chain: string, l10n: Localizer): string {
  switch (why) {
    case "internal":
      return l10n.t("The network is internal, and the engine's firewall drops what crosses its edge.");
    case "icc":
      return l10n.t("The network has icc off: its containers may not call each other.");
    case "isolation":
      return l10n.t("The engine's firewall keeps its networks apart from each other.");
    case "loopback-publish":
      return l10n.t("The port is published on 127.0.0.1 alone.");
    case "user":
    case "other":
      return l10n.t("The chain {0} of the host's firewall drops it.", chain);
  }
}

function unreadText(unread: Unread["unread"], l10n: Localizer): string {
  switch (unread) {
    case "not-root":
      return l10n.t("Only root may read the host's firewall.");
    case "elsewhere":
      return l10n.t("The host's firewall is on another machine.");
    case "failed":
      return l10n.t("The host's firewall could not be read.");
  }
}

function insteadText(instead: Instead, l10n: Localizer): string {
  switch (instead.kind) {
    case "nothing":
      return "";
    case "loopback":
      return l10n.t("Its program listens on {0} alone, which others cannot call.", instead.address);
    case "other-address":
      return l10n.t("Its program listens on {0} alone.", instead.address);
    case "other-family":
      return instead.address.includes(":")
        ? l10n.t("Its program listens on IPv6 alone ({0}).", instead.address)
        : l10n.t("Its program listens on IPv4 alone ({0}).", instead.address);
    case "other-protocol":
      return instead.protocol === "udp"
        ? l10n.t("Its program takes UDP there.")
        : l10n.t("Its program takes TCP there.");
    case "published-as":
      return l10n.t("That is the port on the host; inside it is {0}.", instead.containerPort);
    case "port-inside":
      return l10n.t("That is the port inside {0}; on the host it is {1}.", instead.container, instead.hostPort);
    case "other-ports":
      return l10n.t("Its programs listen on {0}.", instead.ports.join(", "));
  }
}
