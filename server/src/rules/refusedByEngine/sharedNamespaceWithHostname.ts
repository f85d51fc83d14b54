import { say } from "../../../../shared/text";
import { refusedInSharedNamespace } from "./sharedNamespace";

/**
 * `conflicting options: hostname and the network mode`: docs/docker-behaviour.md#shared-namespace-hostname, engines
 * 20.10 and 28.5. `domainname` is fine.
 */
export const sharedNamespaceWithHostname = refusedInSharedNamespace({
  id: "shared-namespace-with-hostname",
  attribute: "hostname",
  title: say`A service that shares a network namespace cannot have a hostname`,
  says: "conflicting options: hostname and the network mode",
  advice: (owner) =>
    owner === undefined ? say`Remove \`hostname\`.` : say`Move \`hostname\` to ${owner.name}, or remove it.`,
  written: (service) => (service.hostname?.value === "" ? undefined : service.hostname?.at),
  moves: true,
});
