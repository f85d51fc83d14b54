import { say } from "../../../../shared/text";
import { refusedInSharedNamespace } from "./sharedNamespace";

/**
 * `conflicting options: dns and the network mode`: docs/docker-behaviour.md#shared-namespace-dns, engines 20.10 and
 * 28.5. `dns_search` is fine.
 */
export const sharedNamespaceWithDns = refusedInSharedNamespace({
  id: "shared-namespace-with-dns",
  attribute: "dns",
  title: say`A service that shares a network namespace cannot have DNS settings`,
  says: "conflicting options: dns and the network mode",
  advice: (owner) =>
    owner === undefined ? say`Remove \`dns\`.` : say`Move \`dns\` to ${owner.name}: the two share its DNS settings.`,
  written: (service) => service.dns[0]?.at,
  moves: true,
});
