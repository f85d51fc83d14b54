import type { Unset, VariableLookup } from "../interpolation/template";
import type { Anchors, ComposeDocument } from "../syntax/document";
import type { Node, Place, ScalarNode } from "../syntax/node";
import { evaluate } from "./evaluate";
import type { Value } from "./value";

/** A node's value, and the texts in it that Compose refuses to interpolate. */
export interface Evaluated {
  readonly value: Value;
  readonly invalid: readonly { readonly at: Node; readonly reason: string }[];
}

interface Remembered extends Evaluated {
  readonly variables: VariableLookup;
  /** The document's anchors at that time: while they are the same, every alias leads where it led. */
  anchors: Anchors;
  /** The aliases that were followed, and to where: the value stands as long as they lead there. */
  readonly followed: readonly { readonly name: string; readonly before: Place; readonly to: Node | undefined }[];
}

/**
 * Evaluates nodes and remembers the values, by the node: nodes of text that did not change keep theirs, so that an edit
 * costs the values that it touched. What is remembered never changes an answer, only its cost.
 */
export class Evaluator {
  private readonly known = new WeakMap<Node, Remembered>();

  constructor(private readonly unset: Unset) {}

  evaluate(document: ComposeDocument, node: Node, key: ScalarNode | undefined, variables: VariableLookup): Evaluated {
    const known = this.known.get(node);
    const anchors = document.anchors();
    if (known?.variables === variables) {
      if (known.anchors === anchors) return known;
      if (known.followed.every(({ name, before, to }) => document.resolveAlias(name, before) === to)) {
        known.anchors = anchors;
        return known;
      }
    }
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
    const evaluated = { variables, anchors, followed, value, invalid };
    this.known.set(node, evaluated);
    return evaluated;
  }
}
