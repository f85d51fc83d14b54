import type { Container } from "../../docker/inventory/container";
import type { Namespace } from "../../netns/model";
import type { Finding, Hop, PathSnapshot } from "./model";
import { ownerOf } from "./segments";

/** A namespace that packets come from or arrive at: the host's, or a container's. */
export interface Spot {
  readonly name: string;
  /** The container whose namespace it is, which has the places in networks; undefined for the host's. */
  readonly owner: Container | undefined;
  readonly namespace: Namespace;
  readonly orphaned: boolean;
}

/** A hop with what it was read from. */
export function hop(kind: Hop["kind"], state: Hop["state"], finding: Finding, ...evidence: string[]): Hop {
  return { kind, state, finding, evidence };
}

/** The host's namespace, or why there is none. */
export function hostOf({ host }: PathSnapshot): Spot | Hop {
  return host.namespace === undefined
    ? hop("place", "unknown", { kind: "unreadable", name: "host", refusal: host.refusal ?? "" })
    : { name: "host", owner: undefined, namespace: host.namespace, orphaned: false };
}

/** The place that calls: its program has to run. */
export function placeOf(snapshot: PathSnapshot, id: string): Spot | Hop {
  const container = snapshot.inventory.containers.get(id);
  if (container?.state === "paused") {
    return hop("place", "closed", { kind: "paused", name: container.name }, "docker ps");
  }
  if (container?.state !== "running") {
    const finding = {
      kind: "not-running",
      name: container?.name ?? id.slice(0, 12),
      state: container?.state ?? "gone",
    } as const;
    return hop("place", "closed", finding, "docker ps");
  }
  return spotOf(snapshot, container);
}

/** The namespace that a container is in, or why there is none. */
export function spotOf(snapshot: PathSnapshot, container: Container): Spot | Hop {
  const reading = snapshot.containers.get(container.id);
  if (reading?.namespace === undefined) {
    return hop("place", "unknown", { kind: "unreadable", name: container.name, refusal: reading?.refusal ?? "" });
  }
  const orphaned = reading.orphaned === true;
  const owner = ownerOf(snapshot, container);
  return { name: container.name, owner, namespace: reading.namespace, orphaned };
}
