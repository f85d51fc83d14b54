import { Memo } from "../../../../shared/memo";
import type { AliasNode, Node } from "../../compose/syntax/node";

const known = new Memo<Node, readonly AliasNode[]>();
const none: readonly AliasNode[] = [];

/** The aliases in the tree of a chunk, remembered as long as its text is the same. */
export function aliasesOf(tree: Node): readonly AliasNode[] {
  return known.of(tree, () => (tree.chunk.text.includes("*") ? collect(tree) : none));
}

function collect(tree: Node): readonly AliasNode[] {
  const found: AliasNode[] = [];
  const left: Node[] = [tree];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.kind === "alias") found.push(node);
    else if (node.kind === "mapping") for (const { value } of node.pairs) left.push(value);
    else if (node.kind === "sequence") for (const item of node.items) left.push(item);
  }
  return found;
}
