import { isUp, type Container } from "../docker/inventory/container";
import { namespaceOwner, sharesHostNamespace, type Inventory } from "../docker/inventory/inventory";
import type { Localizer } from "../platform/localizer";
import { projectNames, projectOf } from "./projectNames";

/** Why a name did not resolve in a container, as far as the engine's lists tell. */
export type WhyUnresolved =
  /** The container uses the host's network, where nobody answers for names of containers. */
  | { readonly kind: "host-mode" }
  /** It is on the default bridge alone, which has no names. */
  | { readonly kind: "default-bridge" }
  /** It has no network at all. */
  | { readonly kind: "no-network" }
  /** The name that containers have for their host, which a Linux engine does not know by itself. */
  | { readonly kind: "host-gateway" }
  /** Who has the name does not run. */
  | { readonly kind: "stopped"; readonly container: string }
  /** Who has the name has no network of its own, so that nobody answers for it. */
  | { readonly kind: "without-name"; readonly container: string }
  /** Who has the name is on these networks alone. */
  | { readonly kind: "elsewhere"; readonly container: string; readonly networks: readonly string[] }
  | { readonly kind: "nobody" };

/** The networks that engines make by themselves, which have no names (docs/docker-behaviour.md#default-bridge). */
const nameless: ReadonlySet<string> = new Set(["bridge", "podman"]);

/** Why this name does not resolve in this container (docs/docker-behaviour.md#names-networks). */
export function whyUnresolved(inventory: Inventory, container: Container, name: string): WhyUnresolved {
  if (name === "host.docker.internal") return { kind: "host-gateway" };
  const owner = namespaceOwner(inventory, container);
  const bearer = bearerOf(inventory, container, name);
  // A name that no container has is the host's to know, in host mode as elsewhere.
  if (sharesHostNamespace(inventory, container))
    return bearer === undefined ? { kind: "nobody" } : { kind: "host-mode" };
  if (owner.mode.kind === "none") return { kind: "no-network" };
  if (bearer === undefined) return { kind: "nobody" };
  const own = networksOf(owner);
  if (own.every((network) => nameless.has(network))) return { kind: "default-bridge" };
  if (!isUp(bearer)) return { kind: "stopped", container: bearer.name };
  const theirs = networksOf(bearer).filter((network) => !nameless.has(network));
  if (theirs.length === 0) return { kind: "without-name", container: bearer.name };
  if (theirs.some((network) => own.includes(network))) return { kind: "nobody" };
  return { kind: "elsewhere", container: bearer.name, networks: theirs };
}

/** The container of the same project that is called so, one that runs before one that does not. */
function bearerOf({ containers }: Inventory, container: Container, name: string): Container | undefined {
  const called = [...containers.values()].filter(
    (each) => each.id !== container.id && projectOf(each) === projectOf(container) && projectNames(each).includes(name),
  );
  return called.find(isUp) ?? called[0];
}

/** The networks of one that does not run are those that it was made for. */
function networksOf({ attachments, mode }: Container): string[] {
  const attached = attachments.map(({ network }) => network);
  return attached.length > 0
    ? attached
    : mode.kind === "network"
      ? [mode.name === "default" ? "bridge" : mode.name]
      : [];
}

/** What happened, why, and what to do. */
export function unresolvedText(name: string, why: WhyUnresolved, l10n: Localizer): string {
  const first = l10n.t("Its log ends with a name that does not resolve: {0}.", name);
  return `${first} ${reasonText(name, why, l10n)}`;
}

function reasonText(name: string, why: WhyUnresolved, l10n: Localizer): string {
  switch (why.kind) {
    case "host-mode":
      return l10n.t(
        "It uses the host's network, where Docker answers for no names. Call the port that {0} publishes on localhost, or leave host mode.",
        name,
      );
    case "default-bridge":
      return l10n.t(
        "It is on the default bridge, where Docker answers for no names. Put both containers on one network of your own.",
      );
    case "no-network":
      return l10n.t("It has no network (network_mode: none).");
    case "host-gateway":
      return l10n.t(
        "A Linux engine does not know this name by itself. Add extra_hosts: host.docker.internal:host-gateway.",
      );
    case "stopped":
      return l10n.t("{0} does not run, and a container that does not run has no name. Start it first.", why.container);
    case "without-name":
      return l10n.t(
        "{0} has no network of its own on which anybody answers for its name. In host mode it is reached at host.docker.internal with extra_hosts.",
        why.container,
      );
    case "elsewhere":
      return l10n.t(
        "{0} is on other networks alone ({1}). Put both on one network.",
        why.container,
        why.networks.join(", "),
      );
    case "nobody":
      return l10n.t("No other container of its project has that name on a network with it. Check the spelling.");
  }
}
