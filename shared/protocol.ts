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

/** Server request: where the services of an open Compose document stand; none for any other document. */
export const servicesMethod = "hostside/services";

/** The parameters of {@link servicesMethod}. */
export interface ServicesParams {
  readonly textDocument: { readonly uri: string };
}

/** A service and the range of its key, lines and columns from 0. */
export interface ServicePlace {
  readonly name: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
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
