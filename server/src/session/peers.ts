import type { Connection, InitializeParams } from "vscode-languageserver";
import { type Peer, peers, peersMethod, type PeersParams } from "../../../shared/protocol";

/** Which other extensions know Compose files beside us, as the client tells it. */
export class PresentPeers {
  private present: ReadonlySet<Peer>;
  private readonly listeners: (() => void)[] = [];

  constructor(connection: Connection, { initializationOptions }: InitializeParams) {
    this.present = known((initializationOptions as Partial<PeersParams> | undefined)?.peers);
    connection.onNotification(peersMethod, (params: PeersParams) => {
      this.present = known(params.peers);
      for (const listener of this.listeners) listener();
    });
  }

  get current(): ReadonlySet<Peer> {
    return this.present;
  }

  onDidChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}

/** A client may say anything, and a newer one more than we know. */
function known(said: unknown): ReadonlySet<Peer> {
  return new Set(Array.isArray(said) ? peers.filter((peer) => said.includes(peer)) : []);
}
