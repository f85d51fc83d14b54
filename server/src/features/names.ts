import type { TextDocumentPositionParams } from "vscode-languageserver";
import type { Project } from "../compose/model/project";
import { namedAt, type NamedThere, placesOf, type ProjectsOf } from "../language/navigation/named";
import { fileOf, uriOf } from "../workspace/fileId";
import { NoLongerAsked, type StillAsked } from "../workspace/turns";
import type { FeatureContext } from "./context";

/**
 * What is named at a position of an open Compose file, or of an open file of variables that a project takes; undefined where
 * that is nothing with a name.
 */
export async function namesAt(
  context: FeatureContext,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  stillAsked: StillAsked,
): Promise<NamedThere | undefined> {
  const file = fileOf(uri);
  for (;;) {
    const open = context.document(uri);
    if (open === undefined) return undefined;
    const { version } = open;
    const takers = context.takersOf(file);
    if (takers.size === 0 && (await context.compose(open, stillAsked)) === undefined) return undefined;
    const projects: Project[] = [];
    for (const taker of takers.size === 0 ? [file] : takers) {
      projects.push(...(await context.projects(uriOf(taker), stillAsked)));
    }
    // Who types meanwhile has other places: those of the projects have to be of this very text.
    if (open.version !== version || context.document(uri) !== open) continue;
    return namedAt(file, open.offsetAt(position), projects, context.parsed);
  }
}

/** Every place of what is named, in all projects that share it. */
export function everyPlaceOf(named: NamedThere, context: FeatureContext, stillAsked: StillAsked) {
  return placesOf(named, projectsBeside(context, stillAsked), context.parsed);
}

/** Reads the projects of other files as well. */
export function projectsBeside(context: FeatureContext, stillAsked: StillAsked): ProjectsOf {
  return (file) => {
    if (!stillAsked()) throw new NoLongerAsked();
    return context.projects(uriOf(file), stillAsked);
  };
}
