import { type Disposable, DocumentHighlightRequest, RenameRequest } from "vscode-languageserver";
import type { Logger } from "../../../shared/logger";
import { composeShownMethod } from "../../../shared/protocol";
import type { RegisterFeature } from "./context";

/**
 * Renaming and highlights: of several servers that do it, editors ask the one that was registered last. It is registered
 * while the server runs, and again when a Compose document is shown beside another extension that does the same.
 */
export const registerWhatIsAskedLast: RegisterFeature = (context) => {
  const { client, connection } = context;
  const renames = new Registered(
    () => connection.client.register(RenameRequest.type, { documentSelector: null, prepareProvider: true }),
    context.log,
  );
  const highlights = new Registered(
    () => connection.client.register(DocumentHighlightRequest.type, { documentSelector: null }),
    context.log,
  );
  const registered = [...(client.registersRename ? [renames] : []), ...(client.registersHighlight ? [highlights] : [])];
  const register = (): void => registered.forEach((each) => each.again());
  context.onDidInitialize(register);
  connection.onNotification(composeShownMethod, () => {
    if (context.peers().has("docker.docker")) register();
  });
  return {
    ...(client.registersRename ? {} : { renameProvider: { prepareProvider: true } }),
    ...(client.registersHighlight ? {} : { documentHighlightProvider: true }),
  };
};

/** One request for which the server is registered, once at a time. */
class Registered {
  private current: Promise<Disposable | undefined> = Promise.resolve(undefined);

  constructor(
    private readonly register: () => Promise<Disposable>,
    private readonly log: Pick<Logger, "warn">,
  ) {}

  /** The new one comes before the old one goes, so that there is always one. */
  again(): void {
    this.current = this.current.then(async (before) => {
      try {
        const now = await this.register();
        before?.dispose();
        return now;
      } catch (error) {
        this.log.warn(`The editor lets nobody rename or highlight: ${String(error)}`);
        return before;
      }
    });
  }
}
