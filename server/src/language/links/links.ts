import { Memo } from "../../../../shared/memo";
import type { Project } from "../../compose/model/project";
import { whereabouts } from "../../compose/project/elsewhere";
import { resolvePath } from "../../compose/project/paths";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { FileId, Node, Place } from "../../compose/syntax/node";
import { folderFor } from "../at/folderFor";
import type { Path } from "../at/path";
import { tokensOfValue } from "../at/tokens";

/** A word that names a file, and that file. */
export interface FileLink {
  readonly at: Place;
  readonly file: FileId;
}

/** A path in a text, as it is written. */
interface NamedFile {
  readonly at: Place;
  readonly path: string;
}

/** The files that `include`, `extends` and `env_file` of a document name, as the project reads their paths. */
export function fileLinksIn(document: ComposeDocument, project: Project): FileLink[] {
  const folder = folderFor(document.file, project);
  const links: FileLink[] = [];
  for (const tree of document.trees()) {
    for (const { at, path } of filesNamedIn(tree, document.holdsServices(tree.chunk))) {
      links.push({ at, file: resolvePath(folder, path) });
    }
  }
  return links;
}

const known = new Memo<Node, readonly NamedFile[]>();
/** Most chunks name none. */
const word = /include|extends|env_file/;

function filesNamedIn(tree: Node, isBelowServices: boolean): readonly NamedFile[] {
  return known.get(tree, [isBelowServices], () => {
    const found: NamedFile[] = [];
    const left: { readonly node: Node; readonly path: Path }[] = [
      { node: tree, path: isBelowServices ? ["services"] : [] },
    ];
    if (!word.test(tree.chunk.text)) return found;
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { node, path } = next;
      if (node.kind === "mapping") {
        for (const { key, value } of node.pairs) left.push({ node: value, path: [...path, key.text] });
      } else if (node.kind === "sequence") {
        node.items.forEach((item, at) => left.push({ node: item, path: [...path, at] }));
      } else if (node.kind === "scalar") {
        for (const { subject, at } of tokensOfValue(path, node)) {
          // What depends on variables, or is fetched from elsewhere, is no file that is known.
          const isKnown =
            subject.kind === "file" && !subject.path.includes("$") && whereabouts(subject.path) === "disk";
          if (isKnown) found.push({ at, path: subject.path });
        }
      }
    }
    return found.sort((one, other) => one.at.start - other.at.start);
  });
}
