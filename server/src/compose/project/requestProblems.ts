import type { ComposeDocument } from "../syntax/document";
import type { Node } from "../syntax/node";
import { topLevel } from "./layer";
import type { ProjectProblem } from "./problem";
import type { ProjectRequest } from "./request";
import type { FileSource } from "./source";
import type { UnreadFile } from "./unread";

/** What is wrong with the request itself has no place in a file: it stands where the first file begins its services. */
export function requestProblems(
  { files, unreadVariables, named }: ProjectRequest,
  source: FileSource,
): { readonly problems: readonly ProjectProblem[]; readonly unread: readonly UnreadFile[] } {
  const documents = files.map((file) => source.document(file)).filter((found) => typeof found !== "string");
  const [at] = documents.flatMap(beginningOf);
  const missing = named?.files.filter((each) => source.document(each) === "missing") ?? [];
  const problems = missing.flatMap((file): ProjectProblem[] => {
    const message = `stat ${file}: no such file or directory`;
    return at === undefined || named === undefined ? [] : [{ kind: "missing-file", message, at, namedBy: named.by }];
  });
  const [asks] = documents.filter(({ text }) => text.includes("$")).flatMap(beginningOf);
  const isUnread = unreadVariables !== undefined && asks !== undefined;
  return { problems, unread: isUnread ? [{ ...unreadVariables, holds: "default variables", at: asks }] : [] };
}

/** The key of a document's services, else its first one. */
function beginningOf({ roots }: ComposeDocument): Node[] {
  const keys = roots.flatMap((root) => topLevel(root, "services")?.key ?? root.pairs[0]?.key ?? []);
  return keys.slice(0, 1);
}
