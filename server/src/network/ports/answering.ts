import { Memo } from "../../../../shared/memo";
import type { PortRange, PublishedPort } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import { usualPortsOf } from "./imagePorts";
import { namedPorts } from "./listeners";

/** What a service's files say of the ports on which it answers, in its own namespace. */
export interface Answering {
  /** Whether it is known to answer at a port: a target, an exposed port, one that its own settings name. */
  readonly at: (port: number) => boolean;
  /** Whether its image is one that answers there unless it is told otherwise. */
  readonly usuallyAt: (port: number) => boolean;
  /** Whether any of its settings has the number, whatever it means there. */
  readonly names: (port: number) => boolean;
  /** The container port behind a port that is published on the host, over TCP; undefined where that is another's or not known. */
  readonly behind: (published: number) => { readonly port: number; readonly item: PublishedPort } | undefined;
}

const known = new Memo<Service, Answering>();

/** The ports of a service, made once. */
export function answeringOf(service: Service): Answering {
  return known.of(service, answering);
}

function answering(service: Service): Answering {
  const ports = service.ports?.value.map(({ value }) => value) ?? [];
  const targets = [...ports, ...service.expose.map(({ value }) => value)].map(({ target }) => target);
  const named = namedPorts(service);
  const usual = usualPortsOf(service);
  let numbers: ReadonlySet<number> | undefined;
  return {
    at: (port) => named.has(port) || targets.some((target) => target === undefined || holds(target, port)),
    usuallyAt: (port) => usual.includes(port),
    names: (port) => (numbers ??= numbersIn(service)).has(port),
    behind: (published) => {
      for (const item of ports) {
        const port = item.protocol === "tcp" ? targetOf(item, published) : undefined;
        if (port !== undefined) return { port, item };
      }
      return undefined;
    },
  };
}

/** The container port that a port of the host leads to. */
function targetOf({ published, target }: PublishedPort, port: number): number | undefined {
  if (published === undefined || published === "ephemeral" || target === undefined) return undefined;
  if (!holds(published, port) || published.last - published.first !== target.last - target.first) return undefined;
  return target.first + port - published.first;
}

function holds({ first, last }: PortRange, port: number): boolean {
  return first <= port && port <= last;
}

function numbersIn(service: Service): ReadonlySet<number> {
  const values = [...service.environment, ...service.labels, ...service.sysctls].map(
    ({ value, holed }) => value ?? holed,
  );
  const words = [...service.command, ...service.entrypoint, ...service.healthcheck].map(({ value }) => value);
  const found = new Set<number>();
  for (const text of [...values, ...words]) {
    for (const [number] of text?.matchAll(/(?<!\d)\d{2,5}(?!\d)/g) ?? []) found.add(Number(number));
  }
  return found;
}
