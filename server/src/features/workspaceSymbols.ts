import { SymbolKind, type SymbolInformation, type WorkspaceSymbolParams } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileId } from "../compose/syntax/node";
import { declaredIn } from "../language/symbols/declared";
import { fileOf, forwardSlashes, uriOf } from "../workspace/fileId";
import { findComposeFiles } from "../workspace/findFiles";
import { NoLongerAsked, type StillAsked } from "../workspace/turns";
import type { FeatureContext, RegisterFeature } from "./context";
import { answeringQuietly } from "./run";

/** What a file declares, and the files that this depends on. */
interface InFile {
  readonly symbols: readonly SymbolInformation[];
  readonly dependsOn: ReadonlySet<FileId>;
}

/** So many are answered; who types on sees the others. */
const mostAnswers = 500;

/** Services and networks of all Compose files of the workspace, with the mode or the networks that they come to. */
export const registerWorkspaceSymbols: RegisterFeature = (context) => {
  let known = new Map<FileId, InFile>();
  let files: Promise<readonly FileId[]> | undefined;
  const forget = (): void => {
    // Another map: an answer that is under way may hold what was so before.
    known = new Map();
    files = undefined;
  };
  context.onDidChangeEnvironment(forget);
  context.onDidChangeFiles(forget);
  context.onDidChange(({ uri }: TextDocument) => {
    const changed = fileOf(uri);
    for (const [file, { dependsOn }] of known) if (dependsOn.has(changed)) known.delete(file);
  });
  const answer = async ({ query }: WorkspaceSymbolParams, stillAsked: StillAsked): Promise<SymbolInformation[]> => {
    const asked = (files ??= composeFiles(context));
    asked.catch(() => (files = files === asked ? undefined : files));
    const open = context.documents().map(({ uri }) => fileOf(uri));
    const found: SymbolInformation[] = [];
    const current = known;
    for (const file of new Set([...(await asked), ...open])) {
      if (!stillAsked()) throw new NoLongerAsked();
      const inFile = current.get(file) ?? (await symbolsIn(file, context, stillAsked));
      current.set(file, inFile);
      found.push(...inFile.symbols.filter(({ name }) => matches(name, query)));
      if (found.length >= mostAnswers) break;
    }
    return found.slice(0, mostAnswers);
  };
  context.connection.onWorkspaceSymbol(answeringQuietly("workspace/symbol", context.log, answer, []));
  return { workspaceSymbolProvider: true };
};

async function composeFiles({ files, folders }: FeatureContext): Promise<FileId[]> {
  const found: FileId[] = [];
  for (const folder of await folders()) {
    found.push(...(await findComposeFiles(files, folder)).found.map(forwardSlashes));
  }
  return found;
}

async function symbolsIn(file: FileId, context: FeatureContext, stillAsked: StillAsked): Promise<InFile> {
  const open = context.documents().find(({ uri }) => fileOf(uri) === file);
  const uri = open?.uri ?? uriOf(file);
  // What is open and is no Compose file declares nothing.
  if (open !== undefined && (await context.compose(open, stillAsked)) === undefined) {
    return { symbols: [], dependsOn: new Set([file]) };
  }
  const [project] = await context.projects(uri, stillAsked);
  const document = context.parsed(file);
  if (project === undefined || document === undefined) return { symbols: [], dependsOn: new Set([file]) };
  const symbols = declaredIn(document, project).map(({ kind, name, at, detail }) => ({
    name,
    kind: kind === "service" ? SymbolKind.Module : SymbolKind.Interface,
    location: { uri, range: document.rangeOf(at) },
    containerName: context.speak(detail),
  }));
  return { symbols, dependsOn: new Set([file, ...project.files]) };
}

/** Whether the letters of a query stand in a name in this order, as editors match them. */
function matches(name: string, query: string): boolean {
  const letters = name.toLowerCase();
  let from = 0;
  for (const letter of query.toLowerCase()) {
    const at = letters.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
