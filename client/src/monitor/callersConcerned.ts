import type { Container } from "../docker/inventory/container";
import { isUp } from "../docker/inventory/container";
import type { Inventory } from "../docker/inventory/inventory";
import type { ContainerProbe } from "../insight/containerProbe";
import { mayLackName } from "../insight/namesElsewhere";
import { projectNames, projectOf } from "../insight/projectNames";

/**
 * The containers that may call a name in vain now, or not any more, since those of these IDs came, went, or changed
 * networks: of the same project, where nobody has looked, or where they call what changed.
 */
export function callersConcerned(
  before: Inventory,
  after: Inventory,
  ids: readonly string[],
  known: (container: Container) => ContainerProbe | undefined,
): readonly Container[] {
  const pairs = ids.map((id) => [before.containers.get(id), after.containers.get(id)] as const);
  const moved = pairs.filter(([old, now]) => placeOf(old) !== placeOf(now)).flat();
  const others = moved.filter((container) => container !== undefined);
  if (others.length === 0) return [];
  const projects = new Set(others.map(projectOf));
  const names = new Set(others.flatMap(projectNames));
  const changed = new Set(ids);
  return [...after.containers.values()].filter((container) => {
    if (changed.has(container.id) || !projects.has(projectOf(container)) || !isUp(container)) return false;
    const probe = known(container);
    if (probe?.problems.some(({ kind }) => kind === "unresolved-name") === true) return true;
    return (probe?.calls.some((name) => names.has(name)) ?? true) && mayLackName(after, container);
  });
}

/** What decides who finds a container by its name. */
function placeOf(container: Container | undefined): string {
  if (container === undefined) return "";
  const { attachments, mode } = container;
  return [isUp(container), mode.kind, ...projectNames(container), ...attachments.map(({ network }) => network)].join(
    "\n",
  );
}
