import type { Logger } from "../../../shared/logger";
import { type Connection, DidChangeWatchedFilesNotification, type InitializeParams } from "vscode-languageserver";
import { folderOf, nameOf } from "../compose/project/paths";
import type { FileId } from "../compose/syntax/node";
import { uriOf } from "../workspace/fileId";

/** What a project may be made of, wherever in the workspace it appears, and the same as an expression. */
const everywhere = ["**/*.{yml,yaml}", "**/{.env,*.env,.env.*}"];
const anywhere = /\.ya?ml$|\.env$|\/\.env\.[^/]*$/;

/**
 * Has the client tell of changed files, where it can: those that a project may be made of, and those of any name and place that
 * one was made of. Links and folders that are excluded from watching are left to {@link FileCache.compareWithDisk}.
 */
export class WatchedFiles {
  private readonly asked = new Set<FileId>();
  private readonly can: { readonly register: boolean; readonly outside: boolean };

  constructor(
    private readonly connection: Pick<Connection, "client">,
    private readonly log: Pick<Logger, "warn">,
    { capabilities }: Pick<InitializeParams, "capabilities">,
  ) {
    const watching = capabilities.workspace?.didChangeWatchedFiles;
    const register = watching?.dynamicRegistration === true;
    this.can = { register, outside: register && watching.relativePatternSupport === true };
  }

  /** Once the client is there. */
  begin(): void {
    if (this.can.register) this.register(everywhere.map((globPattern) => ({ globPattern })));
  }

  /** Files that were looked for, whether they are there or not; those of before are known. */
  follow(files: Iterable<FileId>, roots: readonly string[]): void {
    if (!this.can.outside) return;
    const watchers: { globPattern: { baseUri: string; pattern: string } }[] = [];
    for (const file of files) {
      if (this.asked.has(file)) continue;
      this.asked.add(file);
      if (!uriOf(file).startsWith("file:") || isWatched(file, roots)) continue;
      const baseUri = uriOf(folderOf(file));
      watchers.push({ globPattern: { baseUri, pattern: literal(nameOf(file)) } });
    }
    if (watchers.length > 0) this.register(watchers);
  }

  /** The workspace has other folders: what was watched with them may not be any longer. */
  foldersChanged(): void {
    this.asked.clear();
  }

  private register(watchers: { globPattern: string | { baseUri: string; pattern: string } }[]): void {
    this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch((error: unknown) => {
      this.log.warn(`The editor does not tell of changed files: ${String(error)}`);
    });
  }
}

function isWatched(file: FileId, roots: readonly string[]): boolean {
  return anywhere.test(file) && roots.some((root) => file.startsWith(`${root.replace(/\/$/, "")}/`));
}

/** A name, or a path, as a glob pattern that means nothing else. */
export function literal(name: string): string {
  return name.replace(/[*?{}[\]]/g, "[$&]");
}
