import type { Connection, ServerCapabilities } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Logger } from "../../../shared/logger";
import type { LiveHost, Peer } from "../../../shared/protocol";
import type { Speak } from "../../../shared/text";
import type { Project } from "../compose/model/project";
import type { Steps } from "../compose/syntax/steps";
import type { ComposeDocument } from "../compose/syntax/document";
import type { FileId, Place } from "../compose/syntax/node";
import type { FileSystem } from "../workspace/fileSystem";
import type { FileRange } from "../workspace/placeInFile";
import type { Report } from "../workspace/report";
import type { Settings } from "../workspace/settings";
import type { StillAsked } from "../workspace/turns";

/** What a feature may use: the connection, the documents and their findings; never the server itself. */
export interface FeatureContext {
  readonly connection: Connection;
  readonly log: Logger;
  readonly files: FileSystem;
  readonly client: ClientFacts;
  /** Says a text in the language of the editor. */
  readonly speak: Speak;
  /** The open document of a URI. */
  readonly document: (uri: string) => TextDocument | undefined;
  /** Every open document. */
  readonly documents: () => readonly TextDocument[];
  /** An open document's syntax; undefined for one that is no Compose file. Rejects as `reports` does. */
  readonly compose: (document: TextDocument, stillAsked: StillAsked) => Promise<ComposeDocument | undefined>;
  /** The projects in which a file takes part. Rejects as `reports` does. */
  readonly projects: (uri: string, stillAsked: StillAsked) => Promise<readonly Project[]>;
  /**
   * Reads the project of a file that includes others, so that each of these is read with it; answers those of which that was
   * not known. Rejects as `reports` does.
   */
  readonly meetIncluder: (uri: string, stillAsked: StillAsked) => Promise<readonly FileId[]>;
  /** Says that findings of files may differ, though their texts have not changed. */
  readonly mayDiffer: (files: readonly FileId[]) => void;
  /** A file of a project as it was read last, open or not; undefined where it could not be read. */
  readonly parsed: (file: FileId) => ComposeDocument | undefined;
  /** The Compose files through which a file of variables is taken; none where it is no such file. */
  readonly takersOf: (file: FileId) => ReadonlySet<FileId>;
  /** Where a place is in its file as that is now; undefined where the place is one of another version. */
  readonly placeInFile: (place: Place) => FileRange | undefined;
  /** The extensions beside us that know Compose files too: what one of them says or offers is left to it. */
  readonly peers: () => ReadonlySet<Peer>;
  /** What runs on the user's engine and its host now; nothing where the client tells nothing. */
  readonly liveHost: () => LiveHost;
  readonly onDidChangePeers: (listener: () => void) => void;
  readonly settings: () => Promise<Settings>;
  /** Calls back once the client may be asked. */
  readonly onDidInitialize: (listener: () => void) => void;
  /** The folders of the workspace, as absolute paths. */
  readonly folders: () => Promise<readonly string[]>;
  /**
   * The findings of an open document as it is now; none for a document that is no Compose file. Rejects with `NoLongerAsked`
   * where nobody asks any more.
   */
  readonly reports: (document: TextDocument, stillAsked: StillAsked) => Promise<readonly Report[]>;
  /** The findings in a file, open or not. */
  readonly reportsOf: (uri: string, stillAsked: StillAsked) => Promise<readonly Report[]>;
  /** The same, with the projects that it is part of. */
  readonly findings: (
    uri: string,
    stillAsked: StillAsked,
  ) => Promise<{ readonly reports: readonly Report[]; readonly projects: readonly Project[] }>;
  /** Resolves when nobody who is waited for has work left that goes in turns. */
  readonly turnInBackground: () => Promise<void>;
  /** Lets go what was read for files that nobody has open. */
  readonly release: () => void;
  /** Runs something after so many milliseconds; the answer is what cancels it. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
  /** Takes the steps of a long computation, and lets others go first between them. Rejects as `reports` does. */
  readonly inTurns: <T>(steps: Steps<T>, stillAsked: StillAsked) => Promise<T>;
  /** How a file is read, as Markdown; undefined where there is no such file. */
  readonly explanationOf: (uri: string, stillAsked: StillAsked) => Promise<string | undefined>;
  /** Those of a file's findings that the editor gets: very many are bounded, and a finding says so. */
  readonly shown: (reports: readonly Report[], stillAsked: StillAsked) => Promise<readonly Report[]>;
  /** Of those the editor gets these now: what is new where the user types is shown after a pause or a save. */
  readonly whileTyping: (document: TextDocument, reports: readonly Report[]) => readonly Report[];
  /** Calls back when findings of a document that were left out while the user typed may be shown. */
  readonly onDidPause: (listener: (document: TextDocument) => void) => void;
  /** Calls back each time that the user pauses or saves after typing. */
  readonly onDidStopTyping: (listener: () => void) => void;
  /** Calls back when a document was opened or changed. */
  readonly onDidChange: (listener: (document: TextDocument) => void) => void;
  readonly onDidClose: (listener: (uri: string) => void) => void;
  /** Calls back when the client tells that files came or went, whether or not anybody has read them. */
  readonly onDidChangeFiles: (listener: (came: readonly FileId[]) => void) => void;
  /**
   * Calls back when settings or other files changed, so that findings may differ for the same text. It is told which files,
   * where nothing else has changed.
   */
  readonly onDidChangeEnvironment: (listener: (files?: readonly FileId[]) => void) => void;
}

/** What the client said that it can do. */
export interface ClientFacts {
  /** It can show an action that cannot be taken, with the reason. */
  readonly showsDisabledActions: boolean;
  readonly pullsDiagnostics: boolean;
  /** It lets the server register for pulled findings, and withdraw that, while it runs. */
  readonly registersDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesInlayHints: boolean;
  /** It shows the progress of what the server does by itself. */
  readonly showsProgress: boolean;
  /** A definition may say which word leads to it. */
  readonly linksDefinitions: boolean;
  /** It lets the server register for renaming, and for highlights, while it runs. */
  readonly registersRename: boolean;
  readonly registersHighlight: boolean;
  /** It takes edits with the version of the document that they were made for, and asks the user about some of them. */
  readonly takesDocumentChanges: boolean;
  readonly asksAboutChanges: boolean;
}

/** Registers one feature and answers with the capabilities that it adds. */
export type RegisterFeature = (context: FeatureContext) => ServerCapabilities;
