import {
  BulkRegistration,
  type ClientCapabilities,
  CodeActionKind,
  CodeActionRequest,
  CompletionRequest,
  type Connection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  ReferencesRequest,
  RenameRequest,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import type { Logger } from "../../../shared/logger";
import type { Project } from "../compose/model/project";
import type { FileId } from "../compose/syntax/node";
import { uriOf } from "../workspace/fileId";
import { literal } from "./watchedFiles";

/** After these the name of a host may come: `DB=`, `http://`, `user@`. */
const triggers = ["=", "/", "@"];
/** The languages in which an editor opens a file of variables; YAML is sent to the server anyway. */
const languages = ["plaintext", "dotenv", "properties", "ini", "shellscript"];

/**
 * The files of variables that projects take, and the Compose files through which they do. Where the client can be asked, it
 * sends those of them that are open: findings stand in them then, and names in them lead on.
 */
export class VariableFiles {
  private readonly takers = new Map<FileId, Set<FileId>>();
  private readonly can: Readonly<
    Record<"sync" | "pull" | "fix" | "define" | "refer" | "rename" | "hover" | "complete", boolean>
  >;

  constructor(
    private readonly connection: Pick<Connection, "client">,
    private readonly log: Pick<Logger, "warn">,
    { textDocument }: ClientCapabilities,
  ) {
    const sync = textDocument?.synchronization?.dynamicRegistration === true;
    const pull = textDocument?.diagnostic?.dynamicRegistration === true;
    this.can = {
      ...{ sync, pull },
      fix: textDocument?.codeAction?.dynamicRegistration === true,
      define: textDocument?.definition?.dynamicRegistration === true,
      rename: textDocument?.rename?.dynamicRegistration === true,
      hover: textDocument?.hover?.dynamicRegistration === true,
      complete: textDocument?.completion?.dynamicRegistration === true,
      refer: textDocument?.references?.dynamicRegistration === true,
    };
  }

  /** What was read of a Compose file. */
  note(file: FileId, projects: readonly Project[]): void {
    const fresh: FileId[] = [];
    for (const taken of projects.flatMap(({ variableFiles }) => variableFiles)) {
      const takers = this.takers.get(taken);
      if (takers === undefined) fresh.push(taken);
      this.takers.set(taken, (takers ?? new Set()).add(file));
    }
    this.listenTo(fresh.filter((each) => uriOf(each).startsWith("file:") && !/\.ya?ml$/i.test(each)));
  }

  /** The Compose files through which a file of variables is taken; none where it is no such file. */
  takersOf(file: FileId): ReadonlySet<FileId> {
    return this.takers.get(file) ?? new Set();
  }

  private listenTo(files: readonly FileId[]): void {
    if (files.length === 0 || !this.can.sync) return;
    const documentSelector = files.flatMap((file) =>
      languages.map((language) => ({ scheme: "file", language, pattern: literal(file) })),
    );
    const wanted = BulkRegistration.create();
    wanted.add(DidOpenTextDocumentNotification.type, { documentSelector });
    wanted.add(DidChangeTextDocumentNotification.type, {
      documentSelector,
      syncKind: TextDocumentSyncKind.Incremental,
    });
    wanted.add(DidCloseTextDocumentNotification.type, { documentSelector });
    if (this.can.pull) {
      const dependencies = { interFileDependencies: true, workspaceDiagnostics: false };
      wanted.add(DocumentDiagnosticRequest.type, { documentSelector, identifier: "hostside", ...dependencies });
    }
    if (this.can.fix) {
      wanted.add(CodeActionRequest.type, { documentSelector, codeActionKinds: [CodeActionKind.QuickFix] });
    }
    if (this.can.hover) wanted.add(HoverRequest.type, { documentSelector });
    if (this.can.complete) wanted.add(CompletionRequest.type, { documentSelector, triggerCharacters: triggers });
    if (this.can.define) wanted.add(DefinitionRequest.type, { documentSelector });
    if (this.can.refer) wanted.add(ReferencesRequest.type, { documentSelector });
    if (this.can.rename) wanted.add(RenameRequest.type, { documentSelector, prepareProvider: true });
    this.connection.client.register(wanted).catch((error: unknown) => {
      this.log.warn(`The editor does not send files of variables: ${String(error)}`);
    });
  }
}
