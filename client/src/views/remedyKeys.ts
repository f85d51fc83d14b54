import type { EngineSet } from "../docker/inventory/engineSet";
import { remediesOf, type Remedy } from "../insight/remedies";
import type { ContainerMonitor } from "../monitor/containerMonitor";

/** What the palette hides while no container has a problem that it could do something about. */
const hidden = [
  "restore-network",
  "fix-in-file",
  "reveal-cause",
  "stop-holder",
  "free-port",
] as const satisfies readonly Remedy[];

/** Milliseconds in which changes are collected: nobody opens the palette faster. */
const pause = 300;

/** Keeps the context keys `hostside.can-...` true while some container has a problem of that kind. */
export function followRemedies(
  engines: Pick<EngineSet, "sessions" | "onDidChange">,
  monitor: Pick<ContainerMonitor, "problemsOf" | "onDidChange">,
  setKey: (key: string, value: boolean) => void,
): { dispose(): void } {
  const told = new Map<Remedy, boolean>();
  const tell = (): void => {
    timer = undefined;
    const offered = offeredBy(engines, monitor);
    for (const remedy of hidden) {
      const value = offered.has(remedy);
      if (told.get(remedy) !== value) setKey(`hostside.can-${remedy}`, value);
      told.set(remedy, value);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    timer ??= setTimeout(tell, pause);
  };
  const registrations = [engines.onDidChange(soon), monitor.onDidChange(soon)];
  tell();
  return {
    dispose: () => {
      clearTimeout(timer);
      for (const registration of registrations) registration.dispose();
    },
  };
}

function offeredBy(
  { sessions }: Pick<EngineSet, "sessions">,
  monitor: Pick<ContainerMonitor, "problemsOf">,
): ReadonlySet<Remedy> {
  const offered = new Set<Remedy>();
  for (const { live } of sessions) {
    for (const container of live.inventory.containers.values()) {
      const problems = monitor.problemsOf(container);
      if (problems.length > 0) for (const remedy of remediesOf(container, problems)) offered.add(remedy);
    }
  }
  return offered;
}
