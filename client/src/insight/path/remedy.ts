import type { Localizer } from "../../platform/localizer";
import type { Finding, Hop, Instead, Target } from "./model";

/** What to do about a closed hop: a sentence, and the Compose line or the command where there is one. */
export interface Remedy {
  readonly sentence: string;
  /** YAML for the service, or a command for a terminal; as it is typed. */
  readonly line?: string;
}

/** Undefined where nothing certain can be said. */
export function remedyOf({ finding }: Hop, target: Target, l10n: Localizer): Remedy | undefined {
  switch (finding.kind) {
    case "not-running":
      return { sentence: l10n.t("Start it."), line: `docker start ${finding.name}` };
    case "stopped-name":
      return { sentence: l10n.t("Start it."), line: `docker start ${finding.party}` };
    case "paused":
      return { sentence: l10n.t("Let it go on."), line: `docker unpause ${finding.name}` };
    case "dead-namespace":
      return {
        sentence: l10n.t("Restart it, so that it joins the new network."),
        line: `docker restart ${finding.name}`,
      };
    case "other-network":
      return { sentence: l10n.t("Put both on one network."), line: `networks: [${finding.networks[0] ?? "default"}]` };
    case "default-bridge-name":
      return { sentence: l10n.t("Put both on a network of your own: there names are answered.") };
    case "host-mode-name":
    case "host-gateway-unknown":
      return {
        sentence: l10n.t("Call the host by a name that the container is given for it."),
        line: 'extra_hosts: ["host.docker.internal:host-gateway"]',
      };
    case "asked-by-host-mode":
      return { sentence: l10n.t("Call a published port on localhost, or take the caller out of host mode.") };
    case "sharer-name":
      return { sentence: l10n.t("Call it by the name of the container whose network it shares.") };
    case "own-parent":
      return { sentence: l10n.t("Call it from another machine, or give the host a macvlan interface of its own.") };
    case "no-way-from-outside":
      return { sentence: l10n.t("Publish the port, and call the host.") };
    case "dropped":
      return droppedRemedy(finding, l10n);
    case "no-route":
      return finding.internal ? { sentence: l10n.t("Put it on a network that is not internal as well.") } : undefined;
    case "not-listening":
      return listeningRemedy(finding.instead, target, l10n);
    default:
      return undefined;
  }
}

function droppedRemedy({ why, rule }: Extract<Finding, { kind: "dropped" }>, l10n: Localizer): Remedy | undefined {
  switch (why) {
    case "icc":
      return {
        sentence: l10n.t("Put both on a network without this option."),
        line: 'com.docker.network.bridge.enable_icc: "true"',
      };
    case "isolation":
      return { sentence: l10n.t("Put both on one network, and call the container's own port there.") };
    case "internal":
      return { sentence: l10n.t("Put it on a network that is not internal as well.") };
    case "user":
    case "other":
      return { sentence: l10n.t("Look at this rule of the firewall."), line: rule };
    case "loopback-publish":
      return { sentence: l10n.t("Publish it without 127.0.0.1.") };
  }
}

function listeningRemedy(instead: Instead, { host, port, protocol }: Target, l10n: Localizer): Remedy | undefined {
  switch (instead.kind) {
    case "loopback":
      return { sentence: l10n.t("Have the program listen on 0.0.0.0, on every address of its container.") };
    case "published-as":
      return { sentence: l10n.t("Call the port inside."), line: `${host}:${instead.containerPort}` };
    case "port-inside":
      return { sentence: l10n.t("Call the port that is published."), line: `${host}:${instead.hostPort}` };
    case "other-protocol":
      return protocol === "tcp"
        ? { sentence: l10n.t("Publish or call it with UDP."), line: `ports: ["${port}:${port}/udp"]` }
        : { sentence: l10n.t("Publish or call it with TCP."), line: `ports: ["${port}:${port}"]` };
    case "other-ports":
      return { sentence: l10n.t("Call, or publish, a port on which it listens.") };
    case "nothing":
    case "other-address":
    case "other-family":
      return undefined;
  }
}
