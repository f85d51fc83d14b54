import { type HostAddress, readHostAddress } from "../../../../shared/hostAddress";
import type { PortRange } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { listeners, namedPorts } from "./listeners";

/** A port of the host that a service takes when it starts. */
export interface PortClaim {
  readonly service: Service;
  /**
   * `publish`: Docker binds the port. `host-mode`: the app binds it itself, in the host's namespace; the files show it
   * only by what they say of the app's ports.
   */
  readonly by: "publish" | "host-mode";
  /** `likely`: what the file says may be about another port than the one that the app listens on. */
  readonly evidence: "certain" | "likely";
  /**
   * Docker picks one free port of the range for each container, so that none of them is certain
   * (docs/docker-behaviour.md#port-range-for-one).
   */
  readonly picks: boolean;
  readonly address: HostAddress;
  readonly protocol: string;
  readonly ports: PortRange;
  readonly at: Origin;
  /** Where the long form of an item says the port by a variable. */
  readonly publishedAt?: Origin;
}

/** What Docker binds when it publishes a service's ports. What the files cannot tell, and what Docker picks, claims nothing. */
export function publishClaims(service: Service): PortClaim[] {
  const claims: PortClaim[] = [];
  for (const { value, at } of service.ports?.value ?? []) {
    const address = readHostAddress(value.hostIp);
    const { published, publishedAt, target, protocol } = value;
    if (address === undefined || published === undefined || published === "ephemeral") continue;
    const picks = published.first !== published.last && target?.first === target?.last;
    const variable = publishedAt === undefined ? {} : { publishedAt };
    const ports = published;
    claims.push({ service, by: "publish", evidence: "certain", picks, address, protocol, ports, at, ...variable });
  }
  return claims;
}

/**
 * What a service binds by itself in the host's namespace; published ports mean nothing there, targets do
 * (docs/docker-behaviour.md#host-mode-ports).
 */
export function hostModeClaims(service: Service): PortClaim[] {
  const claims: PortClaim[] = [];
  const claimed = new ClaimedPorts();
  const named = namedPorts(service);
  for (const { value, at } of [...(service.ports?.value ?? []), ...service.expose]) {
    const { target, protocol } = value;
    // A wide range names what an app may use; what it does listen on, only the app knows.
    if (target === undefined || target.first !== target.last) continue;
    if (claimed.has(target.first, protocol)) continue;
    // Where its settings name another port, `ports` and `expose` may be what is left of a time without host mode.
    const evidence = named.size === 0 || named.has(target.first) ? "certain" : "likely";
    // What came along with much else from another service is not said of this one's ports, if its settings name others.
    if (evidence === "likely" && !at.via.isOnly("include")) continue;
    claimed.add(target.first, protocol);
    claims.push({ service, by: "host-mode", picks: false, evidence, address: any, protocol, ports: target, at });
  }
  for (const { port, address, evidence, at } of listeners(service)) {
    if (claimed.has(port, "tcp")) continue;
    claimed.add(port, "tcp");
    const ports = { first: port, last: port };
    claims.push({ service, by: "host-mode", picks: false, evidence, address, protocol: "tcp", ports, at });
  }
  return claims;
}

const any: HostAddress = { kind: "any" };

/** Ports by their protocol: a service may have twenty thousand. */
class ClaimedPorts {
  private readonly byProtocol = new Map<string, Set<number>>();

  has(port: number, protocol: string): boolean {
    return this.byProtocol.get(protocol)?.has(port) === true;
  }

  add(port: number, protocol: string): void {
    const known = this.byProtocol.get(protocol);
    if (known === undefined) this.byProtocol.set(protocol, new Set([port]));
    else known.add(port);
  }
}
