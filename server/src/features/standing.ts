import type { TextDocumentPositionParams } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Project } from "../compose/model/project";
import type { ComposeDocument } from "../compose/syntax/document";
import { type Standing, standingsAt } from "../language/at/at";
import { fileOf } from "../workspace/fileId";
import type { StillAsked } from "../workspace/turns";
import type { FeatureContext } from "./context";

/** What a feature is asked about: what stands at a position, and the projects that have it. */
export interface Asked {
  readonly compose: ComposeDocument;
  readonly projects: readonly Project[];
  readonly offset: number;
  /** The smallest word first; none where networking knows of nothing there. */
  readonly standings: readonly Standing[];
}

/** What stands at a position of an open document; undefined where that is no Compose file. */
export async function askedAt(
  context: FeatureContext,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  stillAsked: StillAsked,
): Promise<Asked | undefined> {
  const read = await readNow(context, uri, stillAsked);
  if (read === undefined) return undefined;
  const { open, compose, projects } = read;
  const offset = open.offsetAt(position);
  return { compose, projects, offset, standings: standingsAt(compose, offset, projects) };
}

/** An open document as it was read, and its projects. */
export interface Read extends Pick<Asked, "compose" | "projects"> {
  readonly open: TextDocument;
}

/** An open document with its projects, both of one text; undefined where it is no Compose file. */
export async function readNow(context: FeatureContext, uri: string, stillAsked: StillAsked): Promise<Read | undefined> {
  for (;;) {
    const open = context.document(uri);
    const compose = open === undefined ? undefined : await context.compose(open, stillAsked);
    if (open === undefined || compose === undefined) return undefined;
    const projects = await context.projects(uri, stillAsked);
    // Who types meanwhile has other places: those of the projects have to be of this very text.
    if (context.parsed(fileOf(uri)) === compose) return { open, compose, projects };
  }
}
