import type * as vscode from "vscode";
import type { LanguageClient, WorkspaceEdit } from "vscode-languageclient/node";
import { type Moved, moveServiceMethod, type MoveServiceParams } from "../../../shared/protocol";

/** What is moved, where to, and what is known of it beyond the files. */
export type Move = Omit<MoveServiceParams, "textDocument">;

/** Moves services of Compose files to another network. */
export interface Moving {
  /** What changes with a move, or why it cannot be made; undefined where no project has the service, or several do. */
  changes(uri: vscode.Uri, move: Move, signal: AbortSignal): Promise<Moved<vscode.WorkspaceEdit> | undefined>;
}

/** Asks the server, as its client's own requests are asked. */
export function movingWith(
  client: Pick<LanguageClient, "code2ProtocolConverter" | "protocol2CodeConverter">,
  ask: <T>(method: string, params: object, signal: AbortSignal) => Promise<T>,
): Moving {
  return {
    changes: async (uri, move, signal) => {
      const params: MoveServiceParams = {
        textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
        ...move,
      };
      const found = await ask<Moved<WorkspaceEdit> | null>(moveServiceMethod, params, signal);
      if (found === null) return undefined;
      if ("refused" in found) return found;
      return { ...found, edit: await client.protocol2CodeConverter.asWorkspaceEdit(found.edit) };
    },
  };
}
