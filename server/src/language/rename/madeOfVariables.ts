import { say, type Text } from "../../../../shared/text";
import type { ComposeDocument } from "../../compose/syntax/document";
import { pathOf } from "../at/path";
import { scalarAt } from "../at/scalarAt";

/** The attributes of a service whose values are names that others give, or that it has itself. */
const naming = new Set(
  "depends_on links network_mode ipc pid uts cgroup volumes_from extends networks container_name hostname external_links".split(
    " ",
  ),
);

/** Why a name at an offset cannot be changed that variables make; undefined where none is there. */
export function madeOfVariables(document: ComposeDocument, offset: number): Text | undefined {
  const { root, within } = document.treeAt(offset);
  const { node, keyOf } = scalarAt(root, within) ?? {};
  if (node?.kind !== "scalar" || keyOf !== undefined || !node.text.includes("$")) return undefined;
  const [section, , attribute] = pathOf(document, node);
  if (section !== "services" || !naming.has(String(attribute))) return undefined;
  return say`\`${node.text}\` is put together from variables. Change what they are set to, or write the name itself.`;
}
