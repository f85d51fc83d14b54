import type { Container } from "../docker/inventory/container";
import { nextFreePort } from "../insight/freePort";
import { hostPorts, type HostPort } from "../insight/hostPorts";
import { named } from "../insight/portHolder";
import { readHostListeners } from "../netns/read/hostListeners";
import type { WalkPlace } from "./place";
import type { PortName, WalkContainer } from "./walk";

/** A port of the host that a container of a walk needs and cannot have. */
export interface TakenPort {
  readonly name: PortName;
  readonly port: number;
  /** Who has it, where that can be seen. */
  readonly by?: string;
  /** The next port that is free, where there is one. */
  readonly free?: number;
}

/** What is known of the ports that a container needs. */
export interface NeededPorts {
  /** The first that somebody else has. */
  readonly taken?: TakenPort;
  /** Containers of the user's own walk that have one: they make room. */
  readonly inTheWay: readonly Container[];
  /** False where only the ports that containers publish are known. */
  readonly isHostRead: boolean;
}

/** Looks who has the ports that a container needs. `own` are the containers of the user's walk. Throws EngineError. */
export async function neededPorts(
  place: WalkPlace,
  wanted: WalkContainer,
  own: readonly Container[],
  signal?: AbortSignal,
): Promise<NeededPorts> {
  const { engine, facts, machine, table, inventory, settings } = place;
  const containers = [...inventory.containers.values()];
  const listeners = await readHostListeners(engine, facts, machine, table, containers, signal);
  const ports = hostPorts(inventory, listeners, []).filter(({ protocol }) => protocol === "tcp");
  const inTheWay: Container[] = [];
  const known = { inTheWay, isHostRead: listeners !== undefined };
  for (const name of wanted.needs) {
    const port = settings.ports[name];
    for (const held of ports.filter((each) => each.port === port)) {
      const ours = own.find(({ id }) => id === containerOf(held)?.id);
      if (ours === undefined) return { ...known, taken: takenPort(name, port, ports, held) };
      inTheWay.push(ours);
    }
  }
  return known;
}

/** The port as a taken one; `held` says by whom. */
export function takenPort(name: PortName, port: number, ports: readonly HostPort[], held?: HostPort): TakenPort {
  const by = held === undefined ? undefined : named(held.owner)?.name;
  const free = nextFreePort(port, ports);
  return { name, port, ...(by === undefined ? {} : { by }), ...(free === undefined ? {} : { free }) };
}

function containerOf({ owner }: HostPort): Container | undefined {
  return owner.kind === "publish" || owner.kind === "host-mode" ? owner.container : undefined;
}
