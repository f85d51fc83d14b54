import type { PortRange } from "../compose/model/port";
import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import type { Origin } from "../compose/values/value";
import { type HostAddress, readHostAddress } from "../compose/model/hostAddress";
import { isHostMode } from "./namespace";

/** A port of the host that a service takes when it starts. */
export interface PortClaim {
  readonly service: Service;
  /**
   * `publish`: Docker binds the port. `host-mode`: the app binds it itself, in the host's namespace; the files show it
   * only by the container ports that they name.
   */
  readonly by: "publish" | "host-mode";
  readonly address: HostAddress;
  readonly protocol: string;
  readonly ports: PortRange;
  readonly at: Origin;
}

/**
 * The claims of every service on ports of the host. What the files cannot tell claims nothing, and neither does a port
 * that Docker picks. In host mode the published port means nothing: the app listens on the target (truth.md C).
 */
export function portClaims(project: Project): PortClaim[] {
  const claims: PortClaim[] = [];
  for (const service of project.services.values()) for (const claim of claimsOf(service)) claims.push(claim);
  return claims;
}

function claimsOf(service: Service): PortClaim[] {
  if (isHostMode(service)) return hostModeClaims(service);
  return publishes(service) ? publishClaims(service) : [];
}

/** Mode none discards published ports as host mode does (truth.md C); only a bridge or a network publishes. */
function publishes(service: Service): boolean {
  if (service.networkModeUnknown) return false;
  const mode = service.networkMode?.value.kind;
  return mode === undefined || mode === "bridge" || mode === "default" || mode === "network";
}

function hostModeClaims(service: Service): PortClaim[] {
  const named = [...(service.ports?.value ?? []), ...service.expose];
  const claims: PortClaim[] = [];
  for (const { value, at } of named) {
    // A wide range names what an app may use; what it does listen on, only the app knows.
    if (value.target === undefined || value.target.first !== value.target.last) continue;
    const again = claims.some(
      ({ ports, protocol }) => ports.first === value.target?.first && protocol === value.protocol,
    );
    if (again) continue;
    claims.push({
      service,
      by: "host-mode",
      address: { kind: "any" },
      protocol: value.protocol,
      ports: value.target,
      at,
    });
  }
  return claims;
}

function publishClaims(service: Service): PortClaim[] {
  const claims: PortClaim[] = [];
  for (const { value, at } of service.ports?.value ?? []) {
    const address = readHostAddress(value.hostIp);
    const { published, target } = value;
    if (address === undefined || published === undefined || published === "ephemeral") continue;
    // `A-B:single`: Docker picks a free port of the range, so nothing in it is certain (truth.md E).
    if (published.first !== published.last && target?.first === target?.last) continue;
    claims.push({ service, by: "publish", address, protocol: value.protocol, ports: published, at });
  }
  return claims;
}
