import { type Peer, peers } from "../../../shared/protocol";

/** The extensions that are enabled here, and word of their changes. */
export interface Extensions {
  getExtension(id: string): unknown;
  onDidChange(listener: () => void): { dispose(): void };
}

/** Which of the extensions that also know Compose files are enabled here. */
export function presentPeers(extensions: Pick<Extensions, "getExtension">): readonly Peer[] {
  return peers.filter((id) => extensions.getExtension(id) !== undefined);
}

/** Calls back with those that are there each time that another one comes or goes. */
export function followPeers(extensions: Extensions, send: (peers: readonly Peer[]) => void): { dispose(): void } {
  let before = presentPeers(extensions).join();
  return extensions.onDidChange(() => {
    const now = presentPeers(extensions);
    if (now.join() === before) return;
    before = now.join();
    send(now);
  });
}
