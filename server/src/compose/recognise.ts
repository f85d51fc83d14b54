import type { ComposeDocument } from "./syntax/document";
import type { MappingNode, Node } from "./syntax/node";

/** Keys of which every service has at least one. */
const serviceKeys = new Set(["image", "build", "extends", "network_mode", "ports", "container_name", "provider"]);

/**
 * Whether a document's content says that it is a Compose file: a top-level `services` mapping of which some entry looks
 * like a service, and nothing that says Kubernetes or another tool that also has `services`.
 */
export function looksLikeCompose(document: ComposeDocument): boolean {
  const root = document.root;
  if (root === undefined || valueOf(root, "apiVersion") !== undefined) return false;
  const services = valueOf(root, "services");
  if (services?.kind !== "mapping") return false;
  return services.pairs.some(
    ({ value }) => value.kind === "mapping" && value.pairs.some(({ key }) => serviceKeys.has(key.text)),
  );
}

function valueOf(map: MappingNode, name: string): Node | undefined {
  return map.pairs.findLast(({ key }) => key.text === name)?.value;
}
