import { say } from "../../../../shared/text";
import { refusedInSharedNamespace } from "./sharedNamespace";

/**
 * `conflicting options: container type network can't be used with links. This would result in undefined behavior`:
 * docs/docker-behaviour.md#shared-namespace-links, engines 20.10 and 28.5.
 */
export const sharedNamespaceWithLinks = refusedInSharedNamespace({
  id: "shared-namespace-with-links",
  attribute: "links",
  title: say`A service that shares a network namespace cannot have links`,
  says: "conflicting options: container type network can't be used with links. This would result in undefined behavior",
  advice: (owner) =>
    owner === undefined
      ? say`Remove \`links\`.`
      : say`Remove \`links\`: names that resolve in ${owner.name} resolve here too.`,
  written: (service) => service.links[0]?.at,
  moves: false,
});
