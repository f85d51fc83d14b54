import { factsText } from "../docker/inventory/engineLog";
import type { Endpoint } from "../docker/endpoint/endpoint";
import type { LiveInventory } from "../docker/inventory/liveInventory";

/** What runs Hostside. */
export interface IssueEnvironment {
  readonly hostside: string;
  readonly editor: string;
  readonly platform: string;
  /** Such as `ssh-remote` or `wsl`; undefined where the extension runs on the user's own machine. */
  readonly remote: string | undefined;
  readonly language: string;
}

/**
 * The text of a new issue: what a person fills in, then the versions and, of each engine, its kind and how it is reached.
 * It names no address, no context, no container and no file of the user's: an issue is public.
 */
export function issueBody(
  engines: readonly { readonly live: Pick<LiveInventory, "status" | "endpoint"> }[],
  { hostside, editor, platform, remote, language }: IssueEnvironment,
): string {
  return [
    "**What did you do?**",
    "",
    "**What happened?** If the log says something about it, paste those lines (command *Hostside: Show Log*).",
    "",
    "**What did you expect?**",
    "",
    "**Versions**",
    "",
    `- Hostside ${hostside}`,
    `- ${editor} on ${platform}, language ${language}${remoteText(remote)}`,
    ...engines.map(({ live }) => `- Engine: ${engineText(live)}`),
    "",
  ].join("\n");
}

/** The kind of the remote; some editors have its address there. */
function remoteText(remote: string | undefined): string {
  if (remote === undefined) return "";
  return /^[a-z][a-z-]*$/u.test(remote) ? `, remote: ${remote}` : ", remote";
}

function engineText({ status, endpoint }: Pick<LiveInventory, "status" | "endpoint">): string {
  const reached = endpoint === undefined ? "" : `; reached over ${transportText(endpoint)}, ${sourceText(endpoint)}`;
  switch (status.kind) {
    case "idle":
      return "not connected";
    case "connecting":
      return `connecting${reached}`;
    case "ready":
      return `${factsText(status.facts)}${reached}`;
    case "fault":
      // Its detail may hold addresses and paths.
      return `no answer (${status.fault.kind})${reached}`;
  }
}

function transportText(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case "socket":
      return endpoint.path.startsWith("\\\\") ? "a named pipe" : "a Unix socket";
    case "tcp":
      return endpoint.tls === undefined ? "TCP" : "TCP with TLS";
    case "ssh":
      return "ssh";
  }
}

function sourceText({ source }: Endpoint): string {
  switch (source) {
    case "setting":
      return "named by a setting";
    case "DOCKER_HOST":
      return "named by DOCKER_HOST";
    case "context":
      return "named by a Docker context";
    case "default":
      return "found in a usual place";
  }
}
