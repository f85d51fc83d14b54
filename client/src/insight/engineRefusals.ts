import { sanitize } from "../docker/sanitize";
import type { Localizer } from "../platform/localizer";
import type { RefusalForm } from "./refusalForm";
import { refusedSettings } from "./refusedSettings";

/** What an engine refused, besides a port. */
export interface EngineRefusal {
  readonly form: RefusalForm;
  /** What it is about, as the engine names it; empty where its words name nothing. */
  readonly about: string;
}

const noAddress = (l10n: Localizer): string => l10n.t("its network does not have its address");
const noOwner = (l10n: Localizer, about: string): string =>
  l10n.t("shares the network of {0}, which does not run", about);

/**
 * What the engine refuses, besides a port that is taken: recognised in the words of every engine, which changed in 29.0
 * and 29.2 (docs/docker-behaviour.md#engine-29-messages). The first that matches counts.
 */
const forms: readonly RefusalForm[] = [
  {
    // A port that is taken says "address already in use" too, behind the port: docs/docker-behaviour.md#fixed-address-taken.
    words: /(?:^|[:\n] ?)Address already in use$/mu,
    page: "fixed-address-refused",
    text: (l10n) =>
      l10n.t(
        "The engine could not start it because another container has the address that it asks for. Give it another address, or none.",
      ),
    brief: (l10n) => l10n.t("its address is taken"),
  },
  {
    words: /user[- ]specified IP address is supported only when connecting to networks/iu,
    page: "fixed-address-refused",
    text: (l10n) =>
      l10n.t(
        "The engine could not start it because its network has no subnet of its own for the address that it asks for. Give the network a subnet below ipam.config.",
      ),
    brief: noAddress,
  },
  {
    words: /no configured subnet or ip-range contain the IP address|does not belong to any of this network's subnets/iu,
    page: "fixed-address-refused",
    text: (l10n) =>
      l10n.t(
        "The engine could not start it because its network does not have the address that it asks for. Use an address in the network's subnet.",
      ),
    brief: noAddress,
  },
  {
    words:
      /user[- ]specified IP address is supported on user[- ]defined networks only|network-scoped alias(?:es)? (?:is|are) (?:only )?supported/iu,
    page: "predefined-network-joined",
    text: (l10n) =>
      l10n.t(
        "The engine could not start it because it joins one of Docker's own networks with an alias or an address. Use network_mode instead.",
      ),
    brief: (l10n) => l10n.t("joins Docker's own network with an alias or an address"),
  },
  {
    words:
      /container sharing network namespace with another container or host cannot be connected to any other network|cannot be disconnected from host network or connected to host network|container must be created in host network mode/iu,
    page: "predefined-network-joined",
    text: (l10n) =>
      l10n.t(
        "The engine could not start it because a container that uses the host's network, or another's, can be on no other network. Choose one of the two.",
      ),
    brief: (l10n) => l10n.t("joins a network beside the host's or another's"),
  },
  {
    words: /cannot join network (?:namespace )?of a non running container: (?:container )?([^\s:]+)/iu,
    names: "container",
    text: (l10n, about) =>
      l10n.t(
        "The engine could not start it because {0}, whose network it shares, does not run. Start {0}, then this container.",
        about,
      ),
    brief: noOwner,
  },
  {
    words: /\bNo such container: ([^\s:]+)/iu,
    names: "container",
    text: (l10n, about) =>
      l10n.t(
        "The engine could not start it because {0}, whose network it shares, does not exist. Create this container again, as docker compose up -d does.",
        about,
      ),
    brief: (l10n, about) => l10n.t("shares the network of {0}, which does not exist", about),
  },
  {
    words: /\bnetwork ([^\s:]+) (?:not found|not manually attachable)/iu,
    page: "unknown-network-mode",
    names: "network",
    text: (l10n, about) =>
      l10n.t(
        "The engine could not start it because its network {0} does not exist, or has another name. Create this container again, as docker compose up -d does, or name a network that exists.",
        about,
      ),
    brief: (l10n, about) => l10n.t("its network {0} does not exist", about),
  },
  {
    words:
      / (\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]+\]):\d{1,5}(?::[\d.]+:\d{1,5})?(?:\/\w{3,4})?: (?:bind: )?cannot assign requested address/iu,
    text: (l10n, about) =>
      l10n.t(
        "The engine could not start it because the host has no address {0}, on which its port is to be published. Publish it on an address of the host, or without one.",
        about,
      ),
    brief: (l10n, about) => l10n.t("the host has no address {0}", about),
  },
  ...refusedSettings,
];

/** What an engine's error is about; undefined where it is something else. */
export function engineRefusal(error: string): EngineRefusal | undefined {
  for (const form of forms) {
    const found = form.words.exec(error);
    if (found === null) continue;
    return { form, about: sanitize(found.slice(1).find(Boolean) ?? "") };
  }
  return undefined;
}
