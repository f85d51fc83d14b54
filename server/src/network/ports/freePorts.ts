import type { PortRange } from "../../compose/model/port";
import type { Origin } from "../../compose/values/value";
import type { NetworkModel } from "../model";

/** A port that a program or a container has on the host now. */
export interface TakenPort {
  readonly port: number;
}

const last = 65_535;

/** Which ports of the host nothing in a project claims, and nothing has now as far as that is known. */
export class FreePorts {
  private readonly taken = new Uint8Array(last + 1);

  /** What stands at places that `isLeftOut` names claims nothing: it is about to be written anew. */
  constructor(network: NetworkModel, now: readonly TakenPort[], isLeftOut: (at: Origin) => boolean) {
    const take = ({ first, last: end }: PortRange): void => void this.taken.fill(1, first, end + 1);
    for (const { ports, at } of network.claims) if (!isLeftOut(at)) take(ports);
    // Also what is published by services that Compose would not start, or where it does nothing today.
    for (const { ports } of network.project.services.values()) {
      for (const { value, at } of ports?.value ?? []) {
        const { published } = value;
        if (published !== undefined && published !== "ephemeral" && !isLeftOut(at)) take(published);
      }
    }
    for (const { port } of now) take({ first: port, last: port });
  }

  isFree(port: number): boolean {
    return port >= 1 && port <= last && this.taken[port] === 0;
  }

  /** The next free one for a container port: 80 becomes 8080, others stay, or count up. */
  for(containerPort: number): number | undefined {
    const start = containerPort < 1024 ? containerPort + 8000 : containerPort;
    for (let port = start; port <= last; port++) if (this.taken[port] === 0) return port;
    return undefined;
  }
}
