import type { Location, ReferenceParams } from "vscode-languageserver";
import { uriOf } from "../workspace/fileId";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { everyPlaceOf, namesAt } from "./names";
import { answering } from "./run";

/** Where a service, a network, an alias, a container or a hostname is named, over all files of its projects. */
export const registerReferences: RegisterFeature = (context) => {
  const references = async (params: ReferenceParams, stillAsked: StillAsked): Promise<Location[] | null> => {
    const named = await namesAt(context, params, stillAsked);
    if (named === undefined) return null;
    const { places } = await everyPlaceOf(named, context, stillAsked);
    return places
      .filter(({ role }) => role === "reference" || params.context.includeDeclaration)
      .flatMap(({ at }) => context.placeInFile(at) ?? [])
      .map(({ file, range }) => ({ uri: uriOf(file), range }));
  };
  context.connection.onReferences(answering("textDocument/references", context.log, references));
  return { referencesProvider: true };
};
