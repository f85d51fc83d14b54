import type { ComposeDocument } from "../../compose/syntax/document";
import type { AliasNode, Node, Pair } from "../../compose/syntax/node";
import { aliasesOf } from "./aliases";

/** Where a node stands: the keys and the places in lists that lead to it from the top of the file. */
export type Path = readonly (string | number)[];

/** Anchors that lead to anchors, and places from which one is used: nobody writes more. */
const mostSteps = 8;
const mostUses = 64;

/** The path of a node, or of an entry, whose own key is the last part of it. Merge keys are no part of a path. */
export function pathOf(document: ComposeDocument, at: Node | Pair): Path {
  const path: (string | number)[] = [];
  let each: Node | Pair = at;
  for (;;) {
    const above: Node | Pair | undefined = each.parent;
    if (each.kind === "pair" && !isMerge(each)) path.push(each.key.text);
    if (above?.kind === "sequence" && each.kind !== "pair" && !isMergeList(above)) path.push(above.items.indexOf(each));
    if (above === undefined) break;
    each = above;
  }
  if (each.kind !== "pair" && document.holdsServices(each.chunk)) path.push("services");
  return path.reverse();
}

/**
 * The paths at which a node takes effect: its own, and those of aliases that name it or something around it. Its own comes
 * first, unless it stands outside of what Compose reads, below `x-...`.
 */
export function pathsOf(document: ComposeDocument, at: Node | Pair): readonly Path[] {
  const paths: Path[] = [];
  addPaths(document, at, [], paths, mostSteps);
  return paths;
}

function addPaths(document: ComposeDocument, at: Node | Pair, below: Path, into: Path[], steps: number): void {
  const own = [...pathOf(document, at), ...below];
  if (!String(own[0]).startsWith("x-")) into.push(own);
  if (steps === 0) return;
  const behind: (string | number)[] = [...below];
  for (let each: Node | Pair | undefined = at; each !== undefined; each = each.parent) {
    if (each.kind === "pair") {
      if (!isMerge(each)) behind.unshift(each.key.text);
      continue;
    }
    if (each.anchor !== undefined) {
      for (const alias of usesOf(document, each, each.anchor)) {
        if (into.length >= mostUses) return;
        addPaths(document, alias, behind, into, steps - 1);
      }
    }
    if (each.parent?.kind === "sequence" && !isMergeList(each.parent)) behind.unshift(each.parent.items.indexOf(each));
  }
}

function usesOf(document: ComposeDocument, node: Node, anchor: string): AliasNode[] {
  const aliases: AliasNode[] = [];
  for (const tree of document.trees()) {
    for (const alias of aliasesOf(tree)) {
      if (alias.name === anchor && document.resolveAlias(anchor, alias) === node) aliases.push(alias);
    }
  }
  return aliases;
}

function isMerge({ key }: Pair): boolean {
  return key.text === "<<" && key.style === "plain";
}

function isMergeList({ parent }: Node): boolean {
  return parent?.kind === "pair" && isMerge(parent);
}
