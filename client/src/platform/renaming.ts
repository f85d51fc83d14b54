import type * as vscode from "vscode";
import type { LanguageClient, WorkspaceEdit } from "vscode-languageclient/node";
import {
  type Renamed,
  renameMethod,
  type RenameNameParams,
  type RenamePlace,
  renamePlaceMethod,
  type RenamePlaceParams,
} from "../../../shared/protocol";

/** Renames what the language server knows, without a provider of renames. */
export interface Renaming {
  /** What can be renamed at a position, or why not; undefined where nothing with a name is there. */
  placeAt(uri: vscode.Uri, position: vscode.Position, signal: AbortSignal): Promise<RenamePlace | undefined>;
  /** What changes with a name, or why it cannot be changed. */
  changes(
    uri: vscode.Uri,
    position: vscode.Position,
    newName: string,
    signal: AbortSignal,
  ): Promise<Renamed<vscode.WorkspaceEdit> | undefined>;
}

/** Asks the server, as its client's own requests are asked. */
export function renamingWith(
  client: Pick<LanguageClient, "code2ProtocolConverter" | "protocol2CodeConverter">,
  ask: <T>(method: string, params: object, signal: AbortSignal) => Promise<T>,
): Renaming {
  const at = (uri: vscode.Uri, position: vscode.Position): RenamePlaceParams => ({
    textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
    position: client.code2ProtocolConverter.asPosition(position),
  });
  return {
    placeAt: async (uri, position, signal) =>
      (await ask<RenamePlace | null>(renamePlaceMethod, at(uri, position), signal)) ?? undefined,
    changes: async (uri, position, newName, signal) => {
      const params: RenameNameParams = { ...at(uri, position), newName };
      const found = await ask<Renamed<WorkspaceEdit> | null>(renameMethod, params, signal);
      if (found === null) return undefined;
      if ("refused" in found) return found;
      return { ...found, edit: await client.protocol2CodeConverter.asWorkspaceEdit(found.edit) };
    },
  };
}
