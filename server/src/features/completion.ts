import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  InsertTextMode,
  type TextDocumentPositionParams,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { completionsAt, filesWanted, mayComplete } from "../language/complete/complete";
import type { OfferKind } from "../language/complete/offer";
import { spotAt } from "../language/complete/spot";
import type { CompletionEntry } from "../language/complete/write";
import { completionsInVariables } from "../language/variables/complete";
import type { FileId } from "../compose/syntax/node";
import { fileOf, uriOf } from "../workspace/fileId";
import type { StillAsked } from "../workspace/turns";
import type { FeatureContext, RegisterFeature } from "./context";
import { answeringQuietly } from "./run";
import { variablesAt } from "./variablesAt";

/** After these something about networking may come: `network_mode: `, `service:`, `http://`, `user@`, `- "`; `PORT=` in `.env`. */
const triggers = [":", "/", "@", '"', "-", " ", "="];

/**
 * Completes what networking knows of: modes, services, networks, hosts, ports. Keys and names that an extension beside us
 * offers at the same place are left to it, since editors show what several offer twice.
 */
export const registerCompletion: RegisterFeature = (context) => {
  const complete = async (
    { textDocument: { uri }, position, context: asked }: CompletionParams,
    stillAsked: StillAsked,
  ): Promise<CompletionList | null> => {
    const read = new Set<FileId>();
    for (;;) {
      const open = context.document(uri);
      const document = open === undefined ? undefined : await context.compose(open, stillAsked);
      if (open === undefined) return null;
      if (document === undefined) return completeVariable(context, { textDocument: { uri }, position }, stillAsked);
      if (asked?.triggerCharacter === "=") return null;
      const spot = spotAt(document, open.offsetAt(position));
      if (spot === undefined || !mayComplete(spot)) return null;
      const projects = await context.projects(uri, stillAsked);
      // Who types meanwhile has another text, and what is known of this one has no place in it.
      if (context.parsed(fileOf(uri)) !== document) continue;
      const { parsed } = context;
      const unread = filesWanted(spot, document, projects).find((file) => !parsed(file) && !read.has(file));
      if (unread !== undefined) {
        read.add(unread);
        await context.projects(uriOf(unread), stillAsked);
        continue;
      }
      const { entries, more } = completionsAt(
        spot,
        projects,
        {
          document,
          peers: context.peers(),
          live: context.liveHost(),
          parsed,
        },
        context.speak,
      );
      return { isIncomplete: more, items: entries.map((entry) => itemOf(entry, open)) };
    }
  };
  context.connection.onCompletion(answeringQuietly("textDocument/completion", context.log, complete, null));
  return { completionProvider: { triggerCharacters: triggers } };
};

/** The same in a value of a file of variables that a project takes. */
async function completeVariable(
  context: FeatureContext,
  params: TextDocumentPositionParams,
  stillAsked: StillAsked,
): Promise<CompletionList | null> {
  const asked = await variablesAt(context, params, stillAsked);
  if (asked === undefined) return null;
  const { file, open, offset, projects } = asked;
  const { parsed, speak } = context;
  const entries = completionsInVariables(file, open.getText(), offset, projects, parsed, context.liveHost(), speak);
  return { isIncomplete: false, items: entries.map((entry) => itemOf(entry, open)) };
}

const kinds: Readonly<Record<OfferKind, CompletionItemKind>> = {
  mode: CompletionItemKind.EnumMember,
  service: CompletionItemKind.Module,
  network: CompletionItemKind.Interface,
  container: CompletionItemKind.Reference,
  host: CompletionItemKind.Reference,
  port: CompletionItemKind.Value,
  setting: CompletionItemKind.Property,
};

function itemOf(entry: CompletionEntry, document: TextDocument): CompletionItem {
  const { label, kind, detail, causes, sortText, filterText, start, end, newText } = entry;
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  return {
    label,
    kind: kinds[kind],
    detail,
    documentation: causes,
    sortText,
    filterText,
    textEdit: { range, newText },
    insertTextMode: InsertTextMode.asIs,
  };
}
