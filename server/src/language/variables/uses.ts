import { variablesIn, type VariableLookup } from "../../compose/interpolation/template";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { FileId, Node, ScalarNode } from "../../compose/syntax/node";
import { type Path, pathsOf } from "../at/path";
import type { DocumentOf } from "../symbols/symbols";

/** A text of a Compose file in which a variable stands that a file of variables sets. */
export interface Use {
  readonly node: ScalarNode;
  readonly path: Path;
  readonly lookup: VariableLookup;
  /** The services that have it by this text. */
  readonly services: readonly Service[];
}

/** Where the Compose files of a project use the value that a file of variables gives a name. */
export function* usesOf(name: string, file: FileId, project: Project, documentOf: DocumentOf): Generator<Use> {
  for (const { file: user, variables } of project.provenance.files) {
    const [lookup] = variables;
    const document = documentOf(user);
    if (document === undefined || lookup?.writtenAt?.(name)?.node.chunk.file !== file) continue;
    for (const node of textsWith(name, document)) {
      const paths = pathsOf(document, node);
      const [path] = paths;
      if (path === undefined) continue;
      const names = paths.flatMap(([section, service]) => (section === "services" ? [String(service)] : []));
      const services = [...new Set(names)].flatMap((each) => project.services.get(each) ?? []);
      yield { node, path, lookup, services };
    }
  }
}

/** The services whose containers get a variable of this name from a file that their `env_file` names. */
export function takersOf(name: string, file: FileId, project: Project): Service[] {
  return [...project.services.values()].filter(({ environment }) =>
    environment.some(({ key, at }) => key === name && (at.fromFile?.node ?? at.node).chunk.file === file),
  );
}

function* textsWith(name: string, document: ComposeDocument): Generator<ScalarNode> {
  for (const tree of document.trees()) {
    const { text } = tree.chunk;
    if (!text.includes("$") || !text.includes(name)) continue;
    const left: Node[] = [tree];
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      if (node.kind === "mapping") left.push(...node.pairs.map(({ value }) => value).reverse());
      else if (node.kind === "sequence") left.push(...node.items.toReversed());
      else if (node.kind === "scalar" && variablesIn(node.text).some((each) => each.name === name)) yield node;
    }
  }
}
