import { watch } from "node:fs";
import { access, readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import type { EndpointSurroundings } from "./docker/endpointSurroundings";
import type { LiveInventory } from "./docker/liveInventory";
import type { Machine } from "./netns/machine";
import { newImageKnowledge } from "./netns/prober";
import type { WatchSurroundings } from "./docker/endpointWatch";
import { dockerContext, dockerHost } from "./settings";
import type { HelperConsent } from "./views/helperConsent";
import type { NamespaceSource } from "./views/namespaceSource";

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
  };
}

/** Namespaces of the live inventory's engine, read from this machine where that is proven to be the engine's. */
export function liveNamespaces(live: LiveInventory, machine: Machine, consent: HelperConsent): NamespaceSource {
  const images = newImageKnowledge();
  return {
    get inventory() {
      return live.inventory;
    },
    get known() {
      return live.status.kind === "ready";
    },
    onDidChange: (listener) => live.onDidChange(listener),
    prober: async (ask, signal) => {
      const engine = await live.ready(signal);
      return { engine, machine, helperImage: consent.imageFor(engine, ask), images };
    },
  };
}

/** How files are followed on this machine. */
export const watchSurroundings: WatchSurroundings = {
  exists,
  watchFolder: (folder, changed) => {
    const watcher = watch(folder, { persistent: false }, (_, name) => changed(name ?? undefined));
    // A folder that is removed ends its watch; the change of the folder above it has told so already.
    watcher.on("error", () => watcher.close());
    return watcher;
  },
};

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
