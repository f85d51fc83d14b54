import { refusedInSharedNamespace } from "./sharedNamespace";

/**
 * `conflicting options: port exposing and the container type network mode`:
 * docs/docker-behaviour.md#shared-namespace-expose, engines 20.10 and 28.5. `EXPOSE` in the image is fine.
 */
export const sharedNamespaceWithExpose = refusedInSharedNamespace({
  id: "shared-namespace-with-expose",
  attribute: "expose",
  title: "Exposed ports belong to the namespace, not to who shares it",
  says: "conflicting options: port exposing and the container type network mode",
  advice: (owner) =>
    owner === undefined
      ? "Remove `expose`: every port of the namespace is reachable as it is."
      : `Remove \`expose\`: every port of ${owner.name} is reachable as it is.`,
  written: (service) => service.expose[0]?.at,
  moves: false,
});
