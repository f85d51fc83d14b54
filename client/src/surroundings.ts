import { access, readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { homedir } from "node:os";
import type { EndpointSurroundings } from "./docker/endpointSurroundings";
import type { EngineSession, EngineSet } from "./docker/engineSet";
import type { Machine } from "./netns/machine";
import { newImageKnowledge } from "./netns/prober";
import { l10n } from "vscode";
import { dockerContext, dockerHost } from "./settings";
import type { HelperConsent } from "./views/helperConsent";
import { engineName } from "./views/engineRows";
import type { NamespaceSource, NamespaceSources } from "./views/namespaceSource";

/** What finding an endpoint sees of this machine, at this moment. */
export function endpointSurroundings(): EndpointSurroundings {
  return {
    setting: dockerHost(),
    contextSetting: dockerContext(),
    variables: process.env,
    platform: process.platform,
    home: homedir(),
    userId: process.getuid?.(),
    // A file that cannot be read names nothing; what follows from that is said where it matters.
    readFile: (file) => readFile(file, "utf8").catch(() => undefined),
    list: (folder) => readdir(folder).catch(() => []),
    exists,
    accepts,
  };
}

/** Namespaces of the engines that are shown, read from this machine where that is proven to be the engine's. */
export function liveNamespaces(engines: EngineSet, machine: Machine, consent: HelperConsent): NamespaceSources {
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
      return { engine, machine, helperImage: consent.imageFor(engine, ask), images };
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

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** An engine that stands still takes connections all the same: the system does, for it. */
function accepts(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = connect(socket);
    const end = (accepted: boolean): void => {
      attempt.destroy();
      resolve(accepted);
    };
    attempt.once("connect", () => end(true)).once("error", () => end(false));
    attempt.setTimeout(1_000, () => end(false));
  });
}
