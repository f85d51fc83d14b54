import type * as vscode from "vscode";
import { isComposeFileName } from "../../../shared/composeFileName";

/** What is looked at of a document. */
export type Document = Pick<vscode.TextDocument, "languageId" | "uri" | "getText">;

/** The open documents, and word of those that are opened or changed. */
type Documents = Pick<typeof vscode.workspace, "textDocuments" | "onDidOpenTextDocument" | "onDidChangeTextDocument">;

/** A key `services`, wherever it is; whether it is that of a Compose file says the language server. */
const servicesKey = /(?:^|[{,?])[ \t\uFEFF]*["']?services["']?[ \t]*:/mu;
/** What every file for Kubernetes begins its objects with, and no Compose file has. */
const kubernetesKey = /^apiVersion[ \t]*:/mu;

/** Calls back once, when the first document is open that may be a Compose file. */
export function whenComposeIsOpen(documents: Documents, listener: () => void): { dispose(): void } {
  let registrations: vscode.Disposable[] = [];
  const dispose = (): void => {
    for (const registration of registrations) registration.dispose();
    registrations = [];
  };
  let isOpen = false;
  const look = (document: Document): void => {
    if (isOpen || !mayBeCompose(document)) return;
    isOpen = true;
    dispose();
    listener();
  };
  registrations = [
    documents.onDidOpenTextDocument(look),
    documents.onDidChangeTextDocument(({ document }) => look(document)),
  ];
  documents.textDocuments.forEach(look);
  return { dispose };
}

/** Whether the language server may take a document for a Compose file: by its language, its name or what it holds. */
export function mayBeCompose(document: Document): boolean {
  const { languageId, uri } = document;
  if (uri.scheme !== "file" && uri.scheme !== "untitled") return false;
  if (languageId === "dockercompose") return true;
  if (languageId !== "yaml") return false;
  if (isComposeFileName(uri.path)) return true;
  const text = document.getText();
  return servicesKey.test(text) && !kubernetesKey.test(text);
}
