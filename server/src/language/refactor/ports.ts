import type { SeenPort } from "../../../../shared/protocol";
import type { PortRange } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import type { NetworkModel } from "../../network/model";

/** What the running containers of services listen on for others, by the names of the services. */
export type SeenPorts = ReadonlyMap<string, readonly SeenPort[]>;

/** A port on which a program listens. */
export interface TakenPort {
  readonly port: number;
  readonly protocol: string;
}

/** A container port as `ports` has it. */
export function portText({ port, protocol }: TakenPort): string {
  return `${port}${protocol === "tcp" ? "" : `/${protocol}`}`;
}

/** The ports of the host that a project names, by whom; more are taken while a refactoring adds some. */
export class HostPorts {
  private readonly taken: { readonly ports: PortRange; readonly service: Service }[];

  /** `besides`: those whose ports change. */
  constructor(network: NetworkModel, besides: readonly Service[] = []) {
    const all = [
      ...network.claims.map(({ ports, service }) => ({ ports, service })),
      ...[...network.project.services.values()].flatMap((service) =>
        (service.ports?.value ?? []).flatMap(({ value: { published } }) =>
          published === undefined || published === "ephemeral" ? [] : [{ ports: published, service }],
        ),
      ),
    ];
    this.taken = all.filter(({ service }) => !besides.includes(service));
  }

  /** The service that names a port. */
  holderOf(port: number): Service | undefined {
    return this.taken.find(({ ports }) => isIn(ports, port))?.service;
  }

  /** A port that a service is about to have. */
  reserve(ports: PortRange, service: Service): void {
    this.taken.push({ ports, service });
  }

  /** The port, or the next one that nobody names; taken from then on. */
  take(port: number, service: Service): number {
    let free = port;
    while (this.taken.some(({ ports }) => isIn(ports, free))) free = free < 1024 ? free + 8000 : free + 1;
    this.reserve({ first: free, last: free }, service);
    return free;
  }
}

function isIn({ first, last }: PortRange, port: number): boolean {
  return first <= port && port <= last;
}
