import type { Node, Place, ScalarNode } from "../compose/syntax/node";

/**
 * The key of the list that a place stands in an item of, as `ports` for one of its items and for what an item says;
 * undefined where it stands in none, or is no node of the tree.
 */
export function listKey(at: Place): ScalarNode | undefined {
  let parent = isNode(at) ? at.parent : undefined;
  while (parent !== undefined && parent.kind !== "sequence") parent = parent.parent?.parent;
  return parent?.parent?.kind === "pair" ? parent.parent.key : undefined;
}

function isNode(place: Place | Node): place is Node {
  return "kind" in place;
}
