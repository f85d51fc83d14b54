import type { ComposeDocument } from "../../compose/syntax/document";
import type { Node, Place } from "../../compose/syntax/node";
import type { Path } from "../at/path";

/** The names that a top-level section of one file has. */
export function namedHere(document: ComposeDocument, section: "services" | "networks"): ReadonlySet<string> {
  const names = document.roots.flatMap((root) => {
    const value = root.pairs.findLast(({ key }) => key.text === section)?.value;
    return value?.kind === "mapping" ? value.pairs.map(({ key }) => key.text) : [];
  });
  return new Set(names);
}

/** Whether a place is the word that is being written. */
export function writesAt(
  { document, spot }: { readonly document: ComposeDocument; readonly spot: { readonly offset: number } },
  place: Place,
): boolean {
  const { chunk, within } = document.treeAt(spot.offset);
  return place.chunk === chunk && place.start <= within && within <= place.end;
}

/** What stands at a path in a file, without aliases and merge keys. */
export function valueAt(document: ComposeDocument, path: Path): Node | undefined {
  let node: Node | undefined = document.root;
  for (const part of path) {
    if (node?.kind === "mapping") node = node.pairs.findLast(({ key }) => key.text === part)?.value;
    else node = node?.kind === "sequence" && typeof part === "number" ? node.items[part] : undefined;
  }
  return node;
}
