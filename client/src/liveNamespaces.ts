import { l10n } from "vscode";
import type { EngineSession, EngineSet } from "./docker/inventory/engineSet";
import type { Machine } from "./netns/read/machine";
import type { Logger } from "./platform/logger";
import { newImageKnowledge } from "./netns/read/prober";
import type { HelperConsent } from "./views/namespaces/helperConsent";
import { engineName } from "./views/trees/engineRows";
import type { NamespaceSource, NamespaceSources } from "./views/namespaces/namespaceSource";

/** Namespaces of the engines that are shown, read from this machine where that is proven to be the engine's. */
export function liveNamespaces(
  engines: EngineSet,
  machine: Machine,
  consent: HelperConsent,
  log: Logger,
): NamespaceSources {
  const images = newImageKnowledge();
  const source = (session: EngineSession): NamespaceSource => ({
    get inventory() {
      return session.live.inventory;
    },
    get known() {
      return session.live.status.kind === "ready";
    },
    name: engines.sessions.length > 1 ? engineName(session, l10n) : undefined,
    prober: async (ask, signal) => {
      const engine = await session.live.ready(signal);
      const { status } = session.live;
      const facts = status.kind === "ready" ? { facts: status.facts } : {};
      return { engine, machine, ...facts, helperImage: consent.imageFor(engine, ask), images, log };
    },
  });
  return {
    of: (engine) => {
      const session = engines.sessions.find(({ key }) => key === engine);
      return session === undefined ? undefined : source(session);
    },
    onDidChange: (listener) => engines.onDidChange(listener),
  };
}
