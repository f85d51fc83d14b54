import { refusedInSharedNamespace } from "./sharedNamespace";

/**
 * `conflicting options: hostname and the network mode`: docs/docker-behaviour.md#shared-namespace-hostname, engines
 * 20.10 and 28.5. `domainname` is fine.
 */
export const sharedNamespaceWithHostname = refusedInSharedNamespace({
  id: "shared-namespace-with-hostname",
  attribute: "hostname",
  title: "The hostname belongs to the namespace, not to who shares it",
  says: "conflicting options: hostname and the network mode",
  advice: (owner) => (owner === undefined ? "Remove `hostname`." : `Remove \`hostname\`, or give it to ${owner.name}.`),
  written: (service) => (service.hostname?.value === "" ? undefined : service.hostname?.at),
  moves: true,
});
