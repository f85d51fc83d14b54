import type { LiveHost } from "../../../../shared/protocol";
import { isUp } from "../../docker/inventory/container";
import type { EngineSession } from "../../docker/inventory/engineSet";
import type { KnownPorts } from "../../insight/composeProblems";
import { type HostPort, hostPorts } from "../../insight/hostPorts";

/** Who completes in Compose files by what runs. */
interface Listener {
  sendLiveHost(host: LiveHost | null): Promise<void>;
  /** Called after each start, also after that of one in the place of one that crashed: it knows of nothing. */
  onDidStart(listener: () => void): { dispose(): void };
}

/** Who tells of changes. */
interface Changing {
  onDidChange(listener: () => void): { dispose(): void };
}

/** Many changes within so many milliseconds are told together. */
const batchMilliseconds = 500;
/** More containers than these nobody chooses from. */
const mostContainers = 500;

/**
 * Tells the language server which containers run on the usual engine and which ports of its host are taken, while a Compose
 * file is open. Nothing connects for it: where no engine is known, nothing is told.
 */
export function followLiveHost(
  session: EngineSession,
  ports: { knownPorts(session: EngineSession): KnownPorts | undefined },
  files: Changing & { readonly all: readonly unknown[] },
  listener: Listener,
): { dispose(): void } {
  let sent = "null";
  let timer: NodeJS.Timeout | undefined;
  const send = (): void => {
    timer = undefined;
    const host = files.all.length === 0 ? null : liveHost(session, ports.knownPorts(session)?.ports);
    const text = JSON.stringify(host);
    if (text === sent) return;
    sent = text;
    // A server that ends has other ways to say so; the one that is started in its place gets it again.
    listener.sendLiveHost(host).catch(() => undefined);
  };
  const soon = (): void => {
    timer ??= setTimeout(send, batchMilliseconds);
  };
  const registrations = [
    session.live.onDidChange(soon),
    files.onDidChange(soon),
    listener.onDidStart(() => {
      sent = "null";
      soon();
    }),
  ];
  return {
    dispose: () => {
      clearTimeout(timer);
      registrations.forEach((registration) => registration.dispose());
    },
  };
}

function liveHost({ live }: EngineSession, known: readonly HostPort[] | undefined): LiveHost | null {
  if (live.status.kind !== "ready") return null;
  const { inventory } = live;
  const running = [...inventory.containers.values()].filter((container) => isUp(container) && container.name !== "");
  const taken = (known ?? hostPorts(inventory, undefined, [])).filter(({ protocol }) => protocol === "tcp");
  return {
    containers: running
      .slice(0, mostContainers)
      .map(({ name, composeProject }) => ({ name, ...(composeProject !== undefined && { project: composeProject }) })),
    ports: taken.map(({ port, owner }) => {
      const project = "container" in owner ? owner.container.composeProject : undefined;
      return { port, ...(project !== undefined && { project }) };
    }),
  };
}
