import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { refusedInSharedNamespace } from "./sharedNamespace";

/**
 * `conflicting options: port publishing and the container type network mode`:
 * docs/docker-behaviour.md#shared-namespace-ports, engines 20.10 and 28.5. Also where the target is in host mode.
 */
export const sharedNamespaceWithPorts = refusedInSharedNamespace({
  id: "shared-namespace-with-ports",
  attribute: "ports",
  title: say`A service that shares a network namespace cannot publish ports`,
  says: "conflicting options: port publishing and the container type network mode",
  advice: (owner) =>
    owner === undefined
      ? say`Publish the ports on that container instead.`
      : isBridged(owner)
        ? say`Move \`ports\` to ${owner.name}.`
        : say`Remove \`ports\`: in its network mode, ${owner.name} cannot publish them either.`,
  written: (service) =>
    service.ports !== undefined && service.ports.value.length > 0
      ? (service.ports.value.at(-1)?.at ?? service.ports.at)
      : undefined,
  moves: true,
});

function isBridged({ networkMode }: Service): boolean {
  return !["host", "none", "empty"].includes(networkMode?.value.kind ?? "");
}
