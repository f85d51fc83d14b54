import type { EngineFactsMessage } from "../../../server/src/protocol";
import type { LiveInventory } from "../docker/liveInventory";

/** Who wants to know what kind of engine there is. */
interface Listener {
  tellEngineFacts(facts: EngineFactsMessage | null): Promise<void>;
}

/** Tells the language server what kind of Docker engine the user works with, whenever that is another. */
export function tellEngineFacts(live: LiveInventory, listener: Listener): { dispose(): void } {
  let told = "null";
  return live.onDidChange(() => {
    const { status } = live;
    // While it connects, what was true a moment ago is the best guess.
    if (status.kind === "connecting") return;
    // The rules know what Docker's engines do; rootless Podman, for one, has the host's network in host mode.
    const facts = status.kind === "ready" && status.facts.product === "docker" ? messageOf(status.facts) : null;
    if (JSON.stringify(facts) === told) return;
    told = JSON.stringify(facts);
    // A server that ends has other ways to say so.
    listener.tellEngineFacts(facts).catch(() => undefined);
  });
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
