import type { Service } from "../../compose/model/service";
import { usualPortsOf } from "./imagePorts";
import { listeners } from "./listeners";

/** A TCP port inside a service's container, and what says so. */
export interface KnownPort {
  readonly port: number;
  /** `image`: the usual one of its program, which it may have been told otherwise. */
  readonly from: "ports" | "expose" | "settings" | "image";
}

/** The TCP ports on which a service is known to answer, or by its image likely to; each once, the surest first. */
export function knownPorts(service: Service): readonly KnownPort[] {
  if (service.provided || service.replicas?.value === 0) return [];
  const found = new Map<number, KnownPort>();
  const add = (port: number, from: KnownPort["from"]): void => {
    if (!found.has(port)) found.set(port, { port, from });
  };
  for (const [from, items] of [
    ["ports", service.ports?.value ?? []],
    ["expose", service.expose],
  ] as const) {
    for (const { value } of items) {
      const { target, protocol } = value;
      if (protocol === "tcp" && target !== undefined && target.first === target.last) add(target.first, from);
    }
  }
  for (const { port } of listeners(service)) add(port, "settings");
  if (found.size === 0) for (const port of usualPortsOf(service)) add(port, "image");
  return [...found.values()];
}
