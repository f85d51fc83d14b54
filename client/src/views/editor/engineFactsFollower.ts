import type { EngineFactsMessage } from "../../../../shared/protocol";
import type { LiveInventory } from "../../docker/inventory/liveInventory";

/** Who wants to know what kind of engine there is. */
interface Listener {
  sendEngineFacts(facts: EngineFactsMessage | null): Promise<void>;
  /** Called after each start, also after that of one in the place of one that crashed: it knows of nothing. */
  onDidStart(listener: () => void): { dispose(): void };
}

/** Tells the language server what kind of Docker engine the user works with, whenever that or the server is another. */
export function followEngineFacts(live: LiveInventory, listener: Listener): { dispose(): void } {
  let known: EngineFactsMessage | null = null;
  let sent = "null";
  const send = (): void => {
    if (JSON.stringify(known) === sent) return;
    sent = JSON.stringify(known);
    // A server that ends has other ways to say so; the one that is started in its place gets it again.
    listener.sendEngineFacts(known).catch(() => undefined);
  };
  const registrations = [
    live.onDidChange(() => {
      const { status } = live;
      // While it connects or rests, what was true before is the best guess.
      if (status.kind === "connecting" || (status.kind === "idle" && live.endpoint !== undefined)) return;
      // The rules know what Docker's engines do; rootless Podman, for one, has the host's network in host mode.
      known = status.kind === "ready" && status.facts.product === "docker" ? messageOf(status.facts) : null;
      send();
    }),
    listener.onDidStart(() => {
      sent = "null";
      send();
    }),
  ];
  return { dispose: () => registrations.forEach((registration) => registration.dispose()) };
}

function messageOf({
  os,
  desktop,
  rootless,
  usernsRemap,
  swarm,
  version,
  apiVersion,
}: EngineFactsMessage): EngineFactsMessage {
  return { os, desktop, rootless, usernsRemap, swarm, version, apiVersion };
}
