import type { Container } from "../docker/inventory/container";
import { sharersOf, type Inventory } from "../docker/inventory/inventory";
import type { Localizer } from "../platform/localizer";
import type { HostPort } from "./hostPorts";
import { problemBrief, problemText, type Problem } from "./problems";
import { problemsOfPort } from "./publishProblems";

/** Why nobody answers at a port of the host, and of which container that is said. */
export interface PortProblem {
  readonly container: Container;
  readonly problem: Problem;
  /** True where another container publishes the port, for whoever shares its network. */
  readonly ofSharer: boolean;
}

/**
 * What is known to be wrong behind a port of the host: with its publish, and where nothing listens there, with who
 * shares the container's network and has lost it.
 */
export function portProblems(
  inventory: Inventory,
  { owner, protocol }: HostPort,
  problemsOf: (container: Container) => readonly Problem[],
): readonly PortProblem[] {
  if (owner.kind !== "publish") return [];
  const container = inventory.containers.get(owner.container.id);
  if (container === undefined) return [];
  const own = problemsOfPort(problemsOf(container), { containerPort: owner.containerPort, protocol });
  const isSilent = own.some(({ kind }) => kind === "nothing-listens");
  const lost = isSilent
    ? sharersOf(inventory, container).flatMap((sharer) =>
        problemsOf(sharer)
          .filter(({ kind }) => kind === "dead-namespace")
          .map((problem) => ({ container: sharer, problem, ofSharer: true })),
      )
    : [];
  return [...lost, ...own.map((problem) => ({ container, problem, ofSharer: false }))];
}

/** The same in a few words. */
export function portProblemBrief(
  { container, problem, ofSharer }: PortProblem,
  l10n: Localizer,
  nameOf: (container: Container) => string,
): string {
  const brief = problemBrief(problem, l10n);
  return ofSharer ? l10n.t("{0} {1}", nameOf(container), brief) : brief;
}

/** What Docker does, then what to do. */
export function portProblemText({ container, problem, ofSharer }: PortProblem, l10n: Localizer): string {
  const text = problemText(problem, l10n);
  return ofSharer ? l10n.t("{0}: {1}", container.name, text) : text;
}
