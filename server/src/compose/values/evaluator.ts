import { Memo } from "../../../../shared/memo";
import type { Unset, VariableLookup } from "../interpolation/template";
import type { ComposeDocument } from "../syntax/document";
import type { Node, Place, ScalarNode } from "../syntax/node";
import { evaluate } from "./evaluate";
import type { Value } from "./value";

/** A node's value, and the texts in it that Compose refuses to interpolate. */
export interface Evaluated {
  readonly value: Value;
  readonly invalid: readonly { readonly at: Node; readonly reason: string }[];
}

interface Followed extends Evaluated {
  readonly variables: VariableLookup;
  /** The aliases that were followed, and to where: the value stands as long as they lead there. */
  readonly followed: readonly { readonly name: string; readonly before: Place; readonly to: Node | undefined }[];
}

/**
 * Evaluates nodes and remembers the values, by the node: nodes of text that did not change keep theirs, so that an edit
 * costs the values that it touched. What is remembered never changes an answer, only its cost.
 */
export class Evaluator {
  private readonly known = new Memo<Node, Followed>();

  constructor(private readonly unset: Unset) {}

  evaluate(document: ComposeDocument, node: Node, key: ScalarNode | undefined, variables: VariableLookup): Evaluated {
    // While the document's anchors are the same, every alias leads where it led.
    return this.known.get(node, [variables, document.anchors()], (_, before) => {
      const stands =
        before?.variables === variables &&
        before.followed.every(({ name, before: place, to }) => document.resolveAlias(name, place) === to);
      return stands ? before : this.evaluated(document, node, key, variables);
    });
  }

  private evaluated(
    document: ComposeDocument,
    node: Node,
    key: ScalarNode | undefined,
    variables: VariableLookup,
  ): Followed {
    const followed: { name: string; before: Place; to: Node | undefined }[] = [];
    const invalid: { at: Node; reason: string }[] = [];
    const value = evaluate(node, key, {
      variables,
      unset: this.unset,
      resolveAlias: (name, before) => {
        const to = document.resolveAlias(name, before);
        followed.push({ name, before, to });
        return to;
      },
      onInvalid: (at, reason) => invalid.push({ at, reason }),
    });
    return { variables, followed, value, invalid };
  }
}
