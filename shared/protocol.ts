/**
 * The messages that client and server say beyond the Language Server Protocol.
 * The client may import this file and nothing else of the server.
 */

import type { LogLevel } from "./logger";

/** Server request: check every Compose file of the workspace folders; findings of closed files are published too. */
export const checkWorkspaceMethod = "hostside/checkWorkspace";

/** What {@link checkWorkspaceMethod} answers once every file has been read. */
export interface CheckWorkspaceResult {
  /** Number of Compose files that were found and read. */
  readonly files: number;
  /** Number of findings by severity, over all of these files. */
  readonly findings: Readonly<Record<"error" | "warning" | "information" | "hint", number>>;
  /** Files that could not be read, with the reason. */
  readonly unreadable: readonly { readonly uri: string; readonly reason: string }[];
}

/**
 * Client notification: what kind of engine the user works with, for rules that depend on the platform. Sent when it is
 * known and when it changes; null where none answers any more. Never sent in an untrusted workspace.
 */
export const engineFactsMethod = "hostside/engineFacts";

/** The parameters of {@link engineFactsMethod} are this or null. */
export interface EngineFactsMessage {
  /** `linux` or `windows`, as the engine says it. */
  readonly os: string;
  /** True where the engine runs in Docker Desktop's virtual machine. */
  readonly desktop: boolean;
  readonly rootless: boolean;
  readonly usernsRemap: boolean;
  readonly swarm: "none" | "worker" | "manager";
  /** Such as `28.5.2`. */
  readonly version: string;
  /** Such as `1.51`. */
  readonly apiVersion: string;
}

/**
 * Client notification: what runs on the user's engine and its host, for completion. Sent when it is known and when it
 * changes, coalesced; null where nothing is known any more. Never sent in an untrusted workspace.
 */
export const liveHostMethod = "hostside/liveHost";

/** The parameters of {@link liveHostMethod} are this or null. */
export interface LiveHost {
  /** Containers that run, by the names that the engine has for them. */
  readonly containers: readonly LiveContainer[];
  /** The TCP ports of the host that somebody has now, as far as they are known. */
  readonly ports: readonly LivePort[];
}

/** A port of the host that is taken, and the Compose project whose container has it. */
export interface LivePort {
  readonly port: number;
  readonly project?: string;
}

/** A container that runs, and the Compose project that it is of. */
export interface LiveContainer {
  readonly name: string;
  readonly project?: string;
}

/**
 * Client notification: which Docker Compose is installed. What an older one than the current refuses is an error then,
 * unless the settings name a version. Sent once after each start of a server, never in an untrusted workspace.
 */
export const composeVersionMethod = "hostside/composeVersion";

/** The parameters of {@link composeVersionMethod}. */
export interface ComposeVersionParams {
  /** As `docker compose version --short` prints it, such as `2.40.3` or `v5.1.0`. */
  readonly version: string;
}

/** Server request: where the services of an open Compose document stand; none for any other document. */
export const servicesMethod = "hostside/services";

/** The parameters of {@link servicesMethod}. */
export interface ServicesParams {
  readonly textDocument: { readonly uri: string };
}

/** A range of a document, lines and columns from 0. */
export interface PlaceRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** A service and the range of its key. */
export interface ServicePlace {
  readonly name: string;
  readonly range: PlaceRange;
  /** Whose network it has and which ports of the host it takes, in the editor's language; absent where the files do not tell. */
  readonly summary?: string;
  /** Where it could move: to the host's network, or out of it. */
  readonly move?: "host" | "own";
}

/** Client request: how a Compose file is read; null where there is no file of that URI that could be read. */
export const explainFileMethod = "hostside/explainFile";

/** The parameters of {@link explainFileMethod}. */
export interface ExplainFileParams {
  readonly uri: string;
}

/** What {@link explainFileMethod} answers: Markdown. It names variables and what sets them, never their values. */
export interface ExplainFileResult {
  readonly text: string;
}

/**
 * Client notification: lines of the server's log below this level are not wanted. Until then it is
 * `initializationOptions.logLevel`, or `info`.
 */
export const logLevelMethod = "hostside/logLevel";

/** The parameters of {@link logLevelMethod}. */
export interface LogLevelParams {
  readonly level: LogLevel;
}

/** Extensions that also hover, complete or rename in Compose files, by their ids. */
export const peers = [
  "redhat.vscode-yaml",
  "docker.docker",
  "ms-azuretools.vscode-containers",
  "ms-azuretools.vscode-docker",
] as const;

/** One of {@link peers}. */
export type Peer = (typeof peers)[number];

/**
 * Client notification: which of {@link peers} are enabled beside Hostside, so that nothing is said twice. Until then it is
 * `initializationOptions.peers`, or none.
 */
export const peersMethod = "hostside/peers";

/** The parameters of {@link peersMethod}. */
export interface PeersParams {
  readonly peers: readonly Peer[];
}

/**
 * Client notification: a Compose document is shown beside an extension that renames and highlights too. Of several that do
 * editors ask the one that was registered last, so that the server registers again.
 */
export const composeShownMethod = "hostside/composeShown";

/**
 * What a finding is about, as the `data` of its diagnostic: the message is in the editor's language, this is the same in
 * each. A diagnostic whose rule names neither has no `data`.
 */
export interface FindingSubject {
  /** The name of a host that a program of the service calls. */
  readonly name?: string;
  /** The port of the container. */
  readonly port?: number;
}

/** Server request: the name at a position that can be changed; null where there is none. */
export const renamePlaceMethod = "hostside/renamePlace";

/** The parameters of {@link renamePlaceMethod}. */
export interface RenamePlaceParams extends ServicesParams {
  readonly position: PlaceRange["start"];
}

/** What {@link renamePlaceMethod} answers: the name and what it is the name of, or why it cannot be changed. */
export type RenamePlace = { readonly name: string; readonly kind: string } | { readonly refused: string };

/** Server request: what changes with a name over all files of its projects; null where no name is. */
export const renameMethod = "hostside/rename";

/** The parameters of {@link renameMethod}. */
export interface RenameNameParams extends RenamePlaceParams {
  readonly newName: string;
}

/** Server request: what moves a service to another network; null where no project of the document has it, or several do. */
export const moveServiceMethod = "hostside/moveService";

/** The parameters of {@link moveServiceMethod}. */
export interface MoveServiceParams extends ServicesParams {
  readonly service: string;
  /** `host`: the host's network. `own`: a network of its own. */
  readonly to: "host" | "own";
  /** What running containers listen on for others, in place of what the files say of their services. */
  readonly seen?: readonly { readonly service: string; readonly ports: readonly SeenPort[] }[];
  /** The editor asks the user about each change. */
  readonly asks?: boolean;
}

/** A port on which a program was seen to listen for others. */
export interface SeenPort {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

/** What {@link moveServiceMethod} answers: a `WorkspaceEdit` of the protocol and how much it changes, or why it cannot be moved. */
export type Moved<Edit> =
  { readonly edit: Edit; readonly places: number; readonly files: number } | { readonly refused: string };

/**
 * What {@link renameMethod} answers: a `WorkspaceEdit` of the protocol and how much it changes, or why the name cannot be
 * changed. `choices` are words in values, for the user to decide.
 */
export type Renamed<Edit> =
  | { readonly edit: Edit; readonly places: number; readonly files: number; readonly choices: number }
  | { readonly refused: string };
