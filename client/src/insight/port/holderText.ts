import type { ListeningSocket } from "../../netns/model";
import type { Localizer } from "../../platform/localizer";
import type { HostPort, PortOwner } from "../hostPorts";
import type { Forwarder } from "./forwarding";

/** Who has a port of the host, and how, as a sentence; `at` is the port as `80/tcp`. */
export function ownerSentence(at: string, owner: PortOwner, l10n: Localizer): string {
  switch (owner.kind) {
    case "publish":
      return l10n.t(
        "{0} publishes {1}: what comes there goes to port {2} of the container.",
        owner.container.name,
        at,
        owner.containerPort,
      );
    case "host-mode":
      return l10n.t(
        "{0} listens on {1} itself: it is in host mode, and its program {2} needs no publish.",
        owner.container.name,
        at,
        programText(owner),
      );
    case "service":
      return l10n.t(
        "The service {0} of the swarm has {1} by the ingress, which leads to its port {2}.",
        owner.service.name,
        at,
        owner.target,
      );
    case "process":
      return l10n.t("The program {0} of the host listens on {1}.", programText(owner), at);
    case "unknown":
      return l10n.t("A process that cannot be seen from here listens on {0}. Only root can see which one.", at);
  }
}

/** Who else wanted the port, as a sentence; nothing where nobody did. */
export function neededSentences({ neededBy }: HostPort, l10n: Localizer): string[] {
  if (neededBy.length === 0) return [];
  return [l10n.t("Needed by {0}, which could not get it.", neededBy.map(({ name }) => name).join(", "))];
}

/** What a program that hands on does, as a sentence. */
export function forwarderSentence({ kind }: Forwarder, l10n: Localizer): string {
  switch (kind) {
    case "ssh":
      return l10n.t("That is ssh, which forwards the port to where its command line says.");
    case "ssh-session":
      return l10n.t("That is a session over ssh, whose client asked for the port to be forwarded to it.");
    case "editor":
      return l10n.t("That is this editor itself: its server, an extension, or its forwarding of ports.");
  }
}

/** A program as sentences name it. */
export function programText({ program, pid }: { readonly program: string; readonly pid?: number | undefined }): string {
  return pid === undefined ? program : `${program} (pid ${pid})`;
}

/** A port that a container publishes as `docker ps` shows it, a line for each of its addresses. */
export function publishedLines({ owner, addresses, port, protocol }: HostPort): string[] {
  if (owner.kind !== "publish") return [];
  return addresses.map(
    (address) => `${owner.container.name}  ${at(address, port)}->${owner.containerPort}/${protocol}`,
  );
}

/** A socket that listens, as `ss` shows it, with its program as far as that is seen. */
export function listeningLine({ protocol, address, port, owner }: ListeningSocket): string {
  const { program = "", pid, commandLine = "" } = owner ?? {};
  const who = [program, pid === undefined ? "" : `pid ${pid}`, commandLine].filter((part) => part !== "");
  return [protocol, at(address, port), ...who].join("  ");
}

function at(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
