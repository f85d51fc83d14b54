import * as vscode from "vscode";
import { parseDocumentUri, type DocumentAddress } from "../../views/namespaces/namespaceUri";
import type { Row } from "../../views/trees/row";
import { RowHandle } from "../../views/trees/rowTree";

/** A container of an engine, by its ID, or by a name. */
export interface ContainerReference {
  readonly reference: string;
  /** The key of the engine; empty for the usual one. */
  readonly engine: string;
}

/** What a command was started from. */
export interface Target {
  /** The container that it is, or is about. */
  readonly container?: ContainerReference;
  /** The line of a tree. */
  readonly row?: Row;
  readonly uri?: vscode.Uri;
  /** The document of a namespace that it is. */
  readonly document?: DocumentAddress;
}

/**
 * Reads the argument of a command: a line of a tree from a menu, a document from an editor, a container as a lens has it,
 * a name or an ID. Other extensions and keybindings hand in what they like; what is none of these says nothing.
 */
export function parseTarget(target: unknown): Target {
  if (typeof target === "string") return { container: { reference: target, engine: "" } };
  if (target instanceof vscode.Uri) {
    const document = parseDocumentUri(target);
    return { uri: target, ...(document === undefined ? {} : { document }) };
  }
  const row = target instanceof RowHandle ? { row: target.row } : {};
  if (typeof target !== "object" || target === null || !("container" in target)) return row;
  const { container } = target;
  if (typeof container !== "object" || container === null || !("id" in container)) return row;
  if (typeof container.id !== "string") return row;
  const engine = "engine" in target && typeof target.engine === "string" ? target.engine : "";
  return { ...row, container: { reference: container.id, engine } };
}
