import type { TextDocument } from "vscode-languageserver-textdocument";
import { isComposeFileName } from "../../../shared/composeFileName";
import { looksLikeCompose } from "../compose/recognise";
import type { ComposeDocument } from "../compose/syntax/document";

/** Whether a document may hold a Compose file: any other one that is sent here may be a file of variables. */
export function holdsYaml({ uri, languageId }: TextDocument): boolean {
  return languageId === "yaml" || languageId === "dockercompose" || isComposeFileName(uri);
}

/** Whether what was parsed is a Compose file, by its language, its name or what it says. */
export function saysCompose(document: ComposeDocument, uri: string, languageId: string | undefined): boolean {
  return languageId === "dockercompose" || isComposeFileName(uri) || looksLikeCompose(document);
}
