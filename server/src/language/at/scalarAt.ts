import type { AliasNode, Node, Pair, ScalarNode } from "../../compose/syntax/node";
import { lastUpTo } from "../../compose/syntax/lastUpTo";

/** A word of a tree, and the entry whose key it is; undefined for a value. */
export interface ScalarAt {
  readonly node: ScalarNode | AliasNode;
  readonly keyOf: Pair | undefined;
}

/** The word at an offset in the tree of a chunk; one that ends there counts where none begins. */
export function scalarAt(root: Node | undefined, within: number): ScalarAt | undefined {
  let node = root;
  for (let before: Node | undefined; node !== undefined && node !== before;) {
    before = node;
    if (node.kind === "scalar" || node.kind === "alias")
      return touches(node, within) ? { node, keyOf: undefined } : undefined;
    if (node.kind === "mapping") {
      const pair = lastUpTo(node.pairs, within, ({ key }) => key.start);
      if (pair === undefined) return undefined;
      if (touches(pair.key, within)) return { node: pair.key, keyOf: pair };
      node = pair.value;
    } else node = lastUpTo(node.items, within, ({ start }) => start);
  }
  return undefined;
}

function touches({ start, end }: Node, within: number): boolean {
  return start <= within && within <= end;
}
