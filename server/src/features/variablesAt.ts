import type { TextDocumentPositionParams } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Project } from "../compose/model/project";
import type { FileId } from "../compose/syntax/node";
import { fileOf, uriOf } from "../workspace/fileId";
import type { StillAsked } from "../workspace/turns";
import type { FeatureContext } from "./context";

/** A position of an open file of variables, and the projects that take that file. */
export interface VariablesAsked {
  readonly file: FileId;
  readonly open: TextDocument;
  readonly offset: number;
  readonly projects: readonly Project[];
}

/** What a feature is asked about in a file of variables; undefined for a file that no project takes. */
export async function variablesAt(
  context: FeatureContext,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  stillAsked: StillAsked,
): Promise<VariablesAsked | undefined> {
  const file = fileOf(uri);
  for (;;) {
    const open = context.document(uri);
    const takers = context.takersOf(file);
    if (open === undefined || takers.size === 0) return undefined;
    const { version } = open;
    const found = new Map<string, Project>();
    for (const taker of takers) {
      for (const project of await context.projects(uriOf(taker), stillAsked)) {
        const { folder, requested } = project.provenance;
        if (project.variableFiles.includes(file)) found.set([folder, ...requested].join("\n"), project);
      }
    }
    // Who types meanwhile has other places: those of the projects have to be of this very text.
    if (open.version !== version || context.document(uri) !== open) continue;
    return { file, open, offset: open.offsetAt(position), projects: [...found.values()] };
  }
}
