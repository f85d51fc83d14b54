import type { ComposeDocument } from "../syntax/document";
import type { Node, Pair } from "../syntax/node";
import type { Step } from "../values/way";

/** An entry of a section, and the aliases and merge keys that lead to it, outermost first. */
export interface WrittenEntry {
  readonly pair: Pair;
  readonly steps: readonly Step[];
  /** Behind a merge key: what is written beside that one wins. */
  readonly merged: boolean;
}

/** A node that is to be looked at, and how it was reached. */
interface Reached {
  readonly node: Node;
  readonly steps: readonly Step[];
  readonly merged: boolean;
}

/** Aliases and merge keys on the way to one entry; nobody writes more. */
const mostSteps = 64;

/** The entries of a section that is one mapping without merge keys, as nearly all are; undefined for any other. */
export function plainEntries(section: Node): readonly Pair[] | undefined {
  return section.kind === "mapping" && !section.pairs.some(isMerge) ? section.pairs : undefined;
}

/**
 * The entries of a section as they stand, behind aliases and merge keys too, those of each mapping before what it merges
 * (YAML 1.1 merge, as go-yaml reads it). Each mapping is looked at once: what it has is there already where it is met again,
 * and circles end.
 */
export function writtenEntries(
  document: ComposeDocument,
  section: Node,
): { readonly entries: readonly WrittenEntry[]; readonly isWhole: boolean } {
  const entries: WrittenEntry[] = [];
  const seen = new Set<Node>();
  const left: Reached[] = [{ node: section, steps: [], merged: false }];
  let isWhole = true;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { node, steps, merged } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    if (steps.length > mostSteps) isWhole = false;
    else if (node.kind === "alias") {
      const target = document.resolveAlias(node.name, node);
      // An alias right behind a merge key is the step of that one.
      const isStep = steps.at(-1)?.at !== node;
      const to: readonly Step[] = isStep ? [...steps, { kind: "alias", at: node }] : steps;
      if (target !== undefined) left.push({ node: target, steps: to, merged });
    } else if (node.kind === "mapping") {
      for (const pair of node.pairs) if (!isMerge(pair)) entries.push({ pair, steps, merged });
      const sources = node.pairs
        .filter(isMerge)
        .flatMap(({ value }) => (value.kind === "sequence" ? value.items : [value]));
      for (const source of sources.toReversed()) {
        left.push({ node: source, steps: [...steps, { kind: "merge-key", at: source }], merged: true });
      }
    }
  }
  return { entries, isWhole };
}

function isMerge({ key }: Pair): boolean {
  return key.text === "<<" && key.style === "plain";
}
