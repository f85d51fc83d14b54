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
}

/** What Docker binds when it publishes a service's ports. What the files cannot tell, and what Docker picks, claims nothing. */
export function publishClaims(service: Service): PortClaim[] {
  const claims: PortClaim[] = [];
  for (const { value, at } of service.ports?.value ?? []) {
    const address = readHostAddress(value.hostIp);
    const { published, target, protocol } = value;
    if (address === undefined || published === undefined || published === "ephemeral") continue;
    const picks = published.first !== published.last && target?.first === target?.last;
    claims.push({ service, by: "publish", evidence: "certain", picks, address, protocol, ports: published, at });
  }
  return claims;
}

/**
 * What a service binds by itself in the host's namespace; published ports mean nothing there, targets do
 * (docs/docker-behaviour.md#host-mode-ports).
 */
export function hostModeClaims(service: Service): PortClaim[] {
  const claims: PortClaim[] = [];
  const claimed = new Set<string>();
  const named = namedPorts(service);
  for (const { value, at } of [...(service.ports?.value ?? []), ...service.expose]) {
    const { target, protocol } = value;
    // A wide range names what an app may use; what it does listen on, only the app knows.
    if (target === undefined || target.first !== target.last) continue;
    const port = `${target.first} ${protocol}`;
    if (claimed.has(port)) continue;
    // Where its settings name another port, `ports` and `expose` may be what is left of a time without host mode.
    const evidence = named.size === 0 || named.has(target.first) ? "certain" : "likely";
    // What came along with much else from another service is not said of this one's ports, if its settings name others.
    if (evidence === "likely" && !at.via.isOnly("include")) continue;
    claimed.add(port);
    claims.push({ ...own(service), evidence, address: { kind: "any" }, protocol, ports: target, at });
  }
  for (const { port, address, evidence, at } of listeners(service)) {
    if (claimed.has(`${port} tcp`)) continue;
    claimed.add(`${port} tcp`);
    claims.push({ ...own(service), evidence, address, protocol: "tcp", ports: { first: port, last: port }, at });
  }
  return claims;
}

function own(service: Service): Pick<PortClaim, "service" | "by" | "picks"> {
  return { service, by: "host-mode", picks: false };
}
