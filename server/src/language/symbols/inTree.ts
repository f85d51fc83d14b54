import { Memo } from "../../../../shared/memo";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { Node, Pair } from "../../compose/syntax/node";
import { type Path, pathsOf } from "../at/path";
import type { Named } from "../at/subject";
import { type Token, tokensOfKey, tokensOfValue } from "../at/tokens";

/** A token that is or names something with a name, and the service in whose entry it stands. */
export interface FoundToken extends Token {
  readonly subject: Named;
  readonly service: string | undefined;
}

/** A node that is to be looked at, and its path. */
interface Left {
  readonly node: Node;
  readonly path: Path;
}

const known = new Memo<Node, readonly FoundToken[]>();

/** The names in the tree of a chunk, remembered as long as its text is the same and what stands outside takes effect there. */
export function namesIn(document: ComposeDocument, tree: Node): readonly FoundToken[] {
  const isBelowServices = document.holdsServices(tree.chunk);
  const begins = isBelowServices ? [] : extensionsIn(document, tree);
  // Where an anchor below `x-...` is used decides what its words are.
  const usedAt = begins.map(({ path }) => path.join("\n")).join("\n\n");
  return known.get(tree, [isBelowServices, usedAt], () => {
    const left: Left[] = [{ node: tree, path: isBelowServices ? ["services"] : [] }, ...begins];
    const found: FoundToken[] = [];
    for (let next = left.pop(); next !== undefined; next = left.pop()) look(next, left, found);
    return found.sort((one, other) => one.at.start - other.at.start);
  });
}

/** Nodes with an anchor outside of what Compose reads, where the first alias brings them. */
function extensionsIn(document: ComposeDocument, tree: Node): Left[] {
  if (!tree.chunk.text.includes("&")) return [];
  const anchored = document.anchors().nodes.filter(({ chunk }) => chunk === tree.chunk);
  return anchored.flatMap((node): Left[] => {
    const own = topKey(node);
    if (own?.startsWith("x-") !== true) return [];
    const path = pathsOf(document, node)[0];
    return path === undefined ? [] : [{ node, path }];
  });
}

function topKey(node: Node): string | undefined {
  let key: string | undefined;
  for (let each: Node | Pair | undefined = node.parent; each !== undefined; each = each.parent) {
    if (each.kind === "pair") key = each.key.text;
  }
  return key;
}

function look({ node, path }: Left, left: Left[], found: FoundToken[]): void {
  if (node.kind === "alias") return;
  if (node.kind === "scalar") {
    add(tokensOfValue(path, node), path, found);
    return;
  }
  if (node.kind === "sequence") {
    node.items.forEach((item, index) => left.push({ node: item, path: [...path, index] }));
    return;
  }
  for (const { key, value } of node.pairs) {
    const isMerge = key.text === "<<" && key.style === "plain";
    const below = isMerge ? path : [...path, key.text];
    if (!isMerge) add(tokensOfKey(below, key), below, found);
    left.push({ node: value, path: below });
  }
}

function add(tokens: readonly Token[], [section, name]: Path, found: FoundToken[]): void {
  const service = section === "services" && typeof name === "string" ? name : undefined;
  for (const { subject, at } of tokens) if ("name" in subject) found.push({ subject, at, service });
}
