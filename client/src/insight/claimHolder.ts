import { addressesMeet, readHostAddress, type HostAddress } from "../../../shared/hostAddress";
import type { PortNumbers, ProjectPlaces } from "../../../shared/projectPlaces";
import type { HostPort, PortOwner } from "./hostPorts";
import { isPortProxy } from "../docker/portProxies";
import { isOfProjects } from "./projectContainers";

/** A port that a service takes on the host when it starts. */
export interface Claim {
  /** `publish`: the engine binds it. `listen`: a program does, in the namespace of the host. */
  readonly by: "publish" | "listen";
  readonly ports: PortNumbers;
  readonly protocol: string;
  readonly address: HostAddress;
}

/**
 * Who has a claimed port now, so that the claim cannot be met; undefined where nobody has, where it is somebody of the
 * project itself, or where that is not certain (docs/docker-behaviour.md#port-claims). `isOneNamespace`: the engine binds
 * published ports in the namespace where its host-mode programs and those of the host listen.
 */
export function holderOfClaim(
  claim: Claim,
  ports: readonly HostPort[],
  projects: ProjectPlaces["projects"],
  isOneNamespace: boolean,
): HostPort | undefined {
  // Sockets of UDP may share a port (docs/docker-behaviour.md#udp-conflict).
  if (claim.protocol !== "tcp") return undefined;
  const { first, last } = claim.ports;
  const met = ports.filter(
    ({ protocol, port, addresses }) =>
      protocol === "tcp" && port >= first && port <= last && addresses.some((address) => meets(claim.address, address)),
  );
  const doubtful = new Set(met.filter(({ owner }) => isDoubtful(owner, projects)).map(({ port }) => port));
  const holders = met.filter(
    ({ port, owner }) => !doubtful.has(port) && (isOneNamespace || isBoundAlike(claim, owner)),
  );
  return holders.sort((one, other) => one.port - other.port)[0];
}

/** An unset host IP means both families; that the engine binds the one of IPv6 is not certain, unlike that of IPv4. */
function meets(claimed: HostAddress, listening: string): boolean {
  const address = readHostAddress(listening);
  if (address === undefined) return false;
  if (claimed.kind !== "any") return addressesMeet(claimed, address);
  return address.kind !== "one" || address.family === "ipv4";
}

/** The project's own are replaced by what starts; who is not known, or stands for another, may be one of these. */
function isDoubtful(owner: PortOwner, projects: ProjectPlaces["projects"]): boolean {
  switch (owner.kind) {
    case "publish":
    case "host-mode":
      return isOfProjects(owner.container, projects);
    case "process":
      return isPortProxy(owner.program);
    case "service":
    case "unknown":
      return true;
  }
}

function isBoundAlike({ by }: Claim, owner: PortOwner): boolean {
  return by === "publish" ? owner.kind === "publish" : owner.kind === "host-mode";
}
