import { say } from "../../../../shared/text";
import { refusedInSharedNamespace } from "./sharedNamespace";

/**
 * `conflicting options: port exposing and the container type network mode`:
 * docs/docker-behaviour.md#shared-namespace-expose, engines 20.10 and 28.5. `EXPOSE` in the image is fine.
 */
export const sharedNamespaceWithExpose = refusedInSharedNamespace({
  id: "shared-namespace-with-expose",
  attribute: "expose",
  title: say`A service that shares a network namespace cannot expose ports`,
  says: "conflicting options: port exposing and the container type network mode",
  advice: (owner) =>
    owner === undefined
      ? say`Remove \`expose\`: the ports can be reached without it.`
      : say`Remove \`expose\`: the ports can be reached at ${owner.name} without it.`,
  written: (service) => service.expose[0]?.at,
  moves: false,
});
