import type { DocumentLink, DocumentLinkParams } from "vscode-languageserver";
import { fileLinksIn } from "../language/links/links";
import { uriOf } from "../workspace/fileId";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { answeringQuietly } from "./run";
import { readNow } from "./standing";

/**
 * Links from `include`, `extends` and `env_file` to the files. Docker DX has them too, and an editor shows those of one of
 * several only: beside it there are none of ours.
 */
export const registerDocumentLinks: RegisterFeature = (context) => {
  const links = async (
    { textDocument: { uri } }: DocumentLinkParams,
    stillAsked: StillAsked,
  ): Promise<DocumentLink[]> => {
    const read = context.peers().has("docker.docker") ? undefined : await readNow(context, uri, stillAsked);
    const [project] = read?.projects ?? [];
    if (read === undefined || project === undefined) return [];
    const { compose } = read;
    return fileLinksIn(compose, project).map(({ at, file }) => ({ range: compose.rangeOf(at), target: uriOf(file) }));
  };
  context.connection.onDocumentLinks(answeringQuietly("textDocument/documentLink", context.log, links, []));
  return { documentLinkProvider: {} };
};
