import type { Connection } from "vscode-languageserver";
import { type LiveHost, liveHostMethod } from "../../../shared/protocol";

const nothing: LiveHost = { containers: [], ports: [] };

/** What runs on the user's engine and its host, as the client tells it. */
export class ToldHost {
  private host = nothing;

  constructor(connection: Connection) {
    connection.onNotification(liveHostMethod, (told: LiveHost | null) => {
      this.host = told ?? nothing;
    });
  }

  get current(): LiveHost {
    return this.host;
  }
}
