import { say } from "../../../../shared/text";
import { refusedInSharedNamespace } from "./sharedNamespace";

/**
 * `conflicting options: custom host-to-IP mapping and the network mode`:
 * docs/docker-behaviour.md#shared-namespace-extra-hosts, engines 20.10 and 28.5.
 */
export const sharedNamespaceWithExtraHosts = refusedInSharedNamespace({
  id: "shared-namespace-with-extra-hosts",
  attribute: "extra_hosts",
  title: say`A service that shares a network namespace cannot have \`extra_hosts\``,
  says: "conflicting options: custom host-to-IP mapping and the network mode",
  advice: (owner) =>
    owner === undefined
      ? say`Remove \`extra_hosts\`.`
      : say`Move \`extra_hosts\` to ${owner.name}: the two share its /etc/hosts.`,
  written: (service) => service.extraHosts[0]?.at,
  moves: true,
});
