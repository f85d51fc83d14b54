/**
 * The messages that client and server say beyond the Language Server Protocol.
 * The client may import this file and nothing else of the server.
 */

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
