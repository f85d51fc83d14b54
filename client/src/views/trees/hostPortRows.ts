import type { Endpoint } from "../../docker/endpoint/endpoint";
import { contestedPorts, hostPortKey, type HostPort, type PortOwner } from "../../insight/hostPorts";
import { reachableHostAddress } from "../../insight/reachable";
import type { Localizer } from "../../platform/localizer";
import { rowId, type Row } from "./row";

/** What the ports of one engine's host are shown from. */
export interface HostPortSource {
  readonly engine: string;
  readonly ports: readonly HostPort[];
  readonly endpoint?: Endpoint;
  readonly l10n: Localizer;
}

/** Every port taken on the host, by number. */
export function hostPortRows({ engine, ports, endpoint, l10n }: HostPortSource): Row[] {
  const allContested = contestedPorts(ports);
  return ports.map((port) => {
    const label = `${port.port}/${port.protocol}`;
    const contested = allContested.has(port);
    const wanted = port.wantedBy.map(({ name }) => name).join(", ");
    const description = [
      ownerText(port.owner, l10n),
      addressText(port.addresses),
      wanted === "" ? (contested ? l10n.t("contested") : "") : l10n.t("needed by {0}", wanted),
    ]
      .filter((part) => part !== "")
      .join("  ");
    const { owner } = port;
    const container = owner.kind === "publish" || owner.kind === "host-mode" ? owner.container : undefined;
    const tcp = port.protocol === "tcp" && endpoint !== undefined;
    return {
      kind: "hostPort",
      id: rowId(engine, "hostPort", hostPortKey(port)),
      engine,
      hostPort: port,
      label,
      description,
      ...(contested ? { icon: "warning", colour: "problemsWarningIcon.foreground" } : { icon: iconOf(owner) }),
      contextValue: `hostPort.${owner.kind}${tcp ? ".tcp" : ""}`,
      spoken: l10n.t("Port {0}: {1}", label, description),
      fold: "leaf",
      container,
      reachable: tcp ? reachableHostAddress(port.port, endpoint) : undefined,
    };
  });
}

/** Who has the port, in a few words. */
export function ownerText(owner: PortOwner, l10n: Localizer): string {
  switch (owner.kind) {
    case "publish":
      return `${owner.container.name} -> ${owner.containerPort}`;
    case "host-mode":
      return l10n.t("{0}, host mode", owner.container.name);
    case "service":
      return l10n.t("{0} -> {1}, ingress", owner.service.name, owner.target);
    case "process":
      return owner.program;
    case "unknown":
      return l10n.t("a process that cannot be seen from here");
  }
}

/** All addresses of both families, or of IPv4, are what one expects and stay unsaid. */
function addressText(addresses: readonly string[]): string {
  const said = addresses.includes("0.0.0.0")
    ? addresses.filter((each) => each !== "0.0.0.0" && each !== "::")
    : addresses;
  return said.join(", ");
}

function iconOf(owner: PortOwner): string {
  return {
    publish: "arrow-swap",
    "host-mode": "globe",
    service: "server-process",
    process: "gear",
    unknown: "question",
  }[owner.kind];
}
