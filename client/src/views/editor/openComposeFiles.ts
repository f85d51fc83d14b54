import * as vscode from "vscode";
import type { ProjectPlaces } from "../../../../shared/projectPlaces";
import { errorText, type Logger } from "../../platform/logger";
import { mayBeCompose } from "../../platform/composeDocuments";

/** Who knows what a Compose file says, and where. */
interface PlaceFinder {
  projectPlaces(uri: vscode.Uri, token: vscode.CancellationToken): Promise<ProjectPlaces | undefined>;
  /** Called when it can be asked, also again after it could not for a while. */
  onDidStart(listener: () => void): vscode.Disposable;
}

/** An open document that the language server takes for a Compose file. */
export interface OpenComposeFile {
  readonly uri: vscode.Uri;
  readonly places: ProjectPlaces;
}

/** So many documents are followed. */
const mostDocuments = 20;
/** The places are asked for when nothing has been typed for so many milliseconds. */
const pause = 500;

/** The Compose files that are open, with the places in them as they are after the last pause in typing. */
export class OpenComposeFiles implements vscode.Disposable {
  private files: readonly OpenComposeFile[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly registrations: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;
  private asking: vscode.CancellationTokenSource | undefined;
  /** Called when a file was opened, closed, or says something else. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly finder: PlaceFinder,
    private readonly log: Pick<Logger, "debug">,
  ) {
    const { workspace } = vscode;
    this.registrations = vscode.Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.concerns(document) && this.soon(0)),
      workspace.onDidCloseTextDocument((document) => this.isKnown(document.uri) && this.soon(0)),
      workspace.onDidChangeTextDocument(({ document }) => this.concerns(document) && this.soon(pause)),
      // An `.env` beside it may say another thing, too.
      workspace.onDidSaveTextDocument(() => this.files.length > 0 && this.soon(0)),
      finder.onDidStart(() => this.soon(0)),
    );
    this.soon(0);
  }

  /** Those that are open now. */
  get all(): readonly OpenComposeFile[] {
    return this.files;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    this.registrations.dispose();
    this.changed.dispose();
  }

  private concerns(document: vscode.TextDocument): boolean {
    return document.uri.scheme === "file" && (this.isKnown(document.uri) || mayBeCompose(document));
  }

  private isKnown(uri: vscode.Uri): boolean {
    return this.files.some((file) => file.uri.toString() === uri.toString());
  }

  private soon(milliseconds: number): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    this.timer = setTimeout(() => void this.ask(), milliseconds);
  }

  /** Asks for the places in every file: what one of them says may change another. */
  private async ask(): Promise<void> {
    const asking = (this.asking = new vscode.CancellationTokenSource());
    const documents = vscode.workspace.textDocuments.filter(
      (document) => !document.isClosed && this.concerns(document),
    );
    const files: OpenComposeFile[] = [];
    for (const { uri } of documents.slice(0, mostDocuments)) {
      try {
        const places = await this.finder.projectPlaces(uri, asking.token);
        if (places !== undefined) files.push({ uri, places });
      } catch (error) {
        // A server that ends has other ways to say so; the one that is started in its place is asked again.
        if (!asking.token.isCancellationRequested) this.log.debug(`Places in ${uri.path}: ${errorText(error)}`);
      }
      if (asking.token.isCancellationRequested) return;
    }
    if (JSON.stringify(files) === JSON.stringify(this.files)) return;
    this.files = files;
    this.changed.fire();
  }
}
