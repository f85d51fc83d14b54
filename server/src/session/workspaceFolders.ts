import type { Logger } from "../../../shared/logger";
import type { Connection, InitializeParams } from "vscode-languageserver";
import { fileOf } from "../workspace/fileId";

/** The folders of the workspace as the client has them: asked for where it answers, else those that it began with. */
export class WorkspaceFolders {
  private known: Promise<readonly string[]> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly log: Logger,
    private readonly params: InitializeParams,
    private readonly onDidChange: () => void,
  ) {}

  /** Once the client is there: hears of changes. */
  follow(): void {
    if (!this.asks) return;
    this.connection.workspace.onDidChangeWorkspaceFolders(() => {
      this.known = undefined;
      this.onDidChange();
    });
  }

  /** As absolute paths with forward slashes; folders that are on no disk are left out. */
  current(): Promise<readonly string[]> {
    this.known ??= this.ask();
    return this.known;
  }

  private get asks(): boolean {
    return this.params.capabilities.workspace?.workspaceFolders === true;
  }

  private async ask(): Promise<readonly string[]> {
    const { workspaceFolders } = this.params;
    if (!this.asks) return pathsOf(workspaceFolders);
    try {
      return pathsOf(await this.connection.workspace.getWorkspaceFolders());
    } catch (error) {
      // The next one who wants to know asks again.
      this.known = undefined;
      this.log.error(`The workspace's folders could not be read, those of the start count: ${String(error)}`);
      return pathsOf(workspaceFolders);
    }
  }
}

function pathsOf(folders: readonly { readonly uri: string }[] | null | undefined): string[] {
  // A URI that names no path here (another host's share) keeps its form.
  return (folders ?? []).map(({ uri }) => fileOf(uri)).filter((path) => !/^[a-z][a-z0-9+.-]+:/i.test(path));
}
