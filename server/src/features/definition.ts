import type { DefinitionParams, Location, LocationLink } from "vscode-languageserver";
import { definitionsOf } from "../language/navigation/named";
import { uriOf } from "../workspace/fileId";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { namesAt } from "./names";
import { answering } from "./run";

/**
 * Where services, networks, aliases, containers and hostnames are given their names, from wherever they are named. The target
 * is the bare word: an editor that asks several servers shows equal targets once.
 */
export const registerDefinition: RegisterFeature = (context) => {
  const definition = async (
    params: DefinitionParams,
    stillAsked: StillAsked,
  ): Promise<Location[] | LocationLink[] | null> => {
    const named = await namesAt(context, params, stillAsked);
    if (named === undefined) return null;
    const targets = definitionsOf(named).flatMap(({ at }) => context.placeInFile(at) ?? []);
    if (!context.client.linksDefinitions) return targets.map(({ file, range }) => ({ uri: uriOf(file), range }));
    const origin = context.placeInFile(named.occurrence.at)?.range;
    return targets.map(({ file, range }) => ({
      targetUri: uriOf(file),
      targetRange: range,
      targetSelectionRange: range,
      ...(origin && { originSelectionRange: origin }),
    }));
  };
  context.connection.onDefinition(answering("textDocument/definition", context.log, definition));
  return { definitionProvider: true };
};
