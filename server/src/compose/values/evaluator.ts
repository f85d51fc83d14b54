import type { VariableLookup } from "../interpolation/template";
import type { ComposeDocument } from "../syntax/document";
import type { Node, Place, ScalarNode } from "../syntax/node";
import { evaluate } from "./evaluate";
import type { Value } from "./value";

interface Evaluated {
  readonly variables: VariableLookup;
  /** The aliases that were followed, and to where: the value stands as long as they lead there. */
  readonly followed: readonly { readonly name: string; readonly before: Place; readonly to: Node | undefined }[];
  readonly value: Value;
}

/**
 * Evaluates nodes and remembers the values, by the node: nodes of text that did not change keep theirs, so that an edit
 * costs the values that it touched. What is remembered never changes an answer, only its cost.
 */
export class Evaluator {
  private readonly known = new WeakMap<Node, Evaluated>();

  evaluate(document: ComposeDocument, node: Node, key: ScalarNode | undefined, variables: VariableLookup): Value {
    const known = this.known.get(node);
    if (
      known?.variables === variables &&
      known.followed.every(({ name, before, to }) => document.resolveAlias(name, before) === to)
    ) {
      return known.value;
    }
    const followed: { name: string; before: Place; to: Node | undefined }[] = [];
    const value = evaluate(node, key, {
      variables,
      resolveAlias: (name, before) => {
        const to = document.resolveAlias(name, before);
        followed.push({ name, before, to });
        return to;
      },
    });
    this.known.set(node, { variables, followed, value });
    return value;
  }
}
