import type { ProjectPlaces } from "../../../shared/projectPlaces";
import type { Localizer } from "../platform/localizer";
import type { ComposeProblem, KnownEngine } from "./composeProblems";
import { driftOf } from "./drift";
import { addressConflicts, conflictsOf, routeConflicts } from "./networkConflicts";
import { containersOfService } from "./projectContainers";

/** So many containers of a service are compared with the file. */
const mostContainers = 5;

/**
 * What the engines have otherwise than an open Compose file says it: containers that were made with other values, and
 * networks and addresses that are missing or held. The usual engine is the first.
 */
export function contradictions(
  file: string,
  places: ProjectPlaces,
  engines: readonly KnownEngine[],
  l10n: Localizer,
): ComposeProblem[] {
  const files = [file, ...places.projects.flatMap((project) => project.files)];
  const problems = new Map<string, ComposeProblem>();
  const add = (problem: ComposeProblem): void => {
    // Each container of a service drifts in the same way: it is said once.
    const key = JSON.stringify([problem.code, problem.range]);
    if (!problems.has(key)) problems.set(key, problem);
  };
  const runsOn = new Set<KnownEngine>();
  const owners = places.services.map((service) => {
    const found = engines.map((engine) => ({
      engine,
      containers: containersOfService(engine.inventory, files, service.name),
    }));
    for (const { engine, containers } of found) {
      if (containers.length > 0) runsOn.add(engine);
      for (const container of containers.slice(0, mostContainers)) {
        for (const drift of driftOf(service, places, engine.inventory, container, l10n)) {
          add({ ...drift, severity: "information", code: "drift", serviceLine: service.range.start.line });
        }
      }
    }
    return { service, own: found[0]?.containers ?? [] };
  });
  const [usual] = engines;
  // A project that is on another engine is not started on the usual one.
  if (usual === undefined || [...runsOn].some((engine) => engine !== usual)) return [...problems.values()];
  const { inventory, facts, hostPorts } = usual;
  for (const { service, own } of owners) {
    for (const conflict of addressConflicts(service, inventory, own, l10n)) {
      add({ ...conflict, severity: "information", serviceLine: service.range.start.line });
    }
  }
  for (const network of places.networks) {
    const ofRoutes = routeConflicts(network, inventory, hostPorts?.routes ?? [], l10n);
    for (const conflict of [...conflictsOf(network, inventory, facts.swarm === "worker", l10n), ...ofRoutes]) {
      add({ ...conflict, severity: "information", serviceLine: network.range.start.line });
    }
  }
  return [...problems.values()];
}
