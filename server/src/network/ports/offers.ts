import type { PortRange } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import { usualPortsOf } from "./imagePorts";
import { namedPorts } from "./listeners";

/** Ports at which a service can be called, and what says so. */
export interface Offer {
  readonly service: Service;
  readonly ports: PortRange;
  /**
   * `inside`: on its networks, at its own container ports. `published`: at the host, which leads to container ports from
   * `inside` on. `usual`: on its networks, as its image has it unless it is told otherwise.
   */
  readonly by: "inside" | "published" | "usual";
  /** The first of the container ports that they lead to. */
  readonly inside: number;
  /** The address of the host on which it is published. */
  readonly hostIp?: string | undefined;
}

/** What a service offers over TCP. */
export function offersOf(service: Service): Offer[] {
  if (service.provided || service.replicas?.value === 0) return [];
  const found: Offer[] = [];
  for (const { value } of service.ports?.value ?? []) {
    const { published, target, protocol, hostIp } = value;
    if (protocol !== "tcp" || target === undefined) continue;
    found.push({ service, ports: target, by: "inside", inside: target.first });
    if (published === undefined || published === "ephemeral") continue;
    if (published.last - published.first !== target.last - target.first) continue;
    found.push({ service, ports: published, by: "published", inside: target.first, hostIp });
  }
  const exposed = service.expose.flatMap(({ value: { target, protocol } }) =>
    protocol === "tcp" && target !== undefined ? [target] : [],
  );
  const single = (port: number): PortRange => ({ first: port, last: port });
  for (const ports of [...exposed, ...[...namedPorts(service)].map(single)]) {
    found.push({ service, ports, by: "inside", inside: ports.first });
  }
  for (const port of usualPortsOf(service)) {
    found.push({ service, ports: single(port), by: "usual", inside: port });
  }
  return found;
}

/** The offers of each of these ports. */
export function offersOn(ports: ReadonlySet<number>, offers: readonly Offer[]): ReadonlyMap<number, readonly Offer[]> {
  const found = new Map<number, Offer[]>([...ports].map((port) => [port, []]));
  if (ports.size === 0) return found;
  for (const offer of offers) {
    const { first, last } = offer.ports;
    if (first === last) found.get(first)?.push(offer);
    else for (const [port, all] of found) if (first <= port && port <= last) all.push(offer);
  }
  return found;
}
