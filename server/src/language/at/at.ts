import { variablesIn } from "../../compose/interpolation/template";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { AliasNode, Place, ScalarNode } from "../../compose/syntax/node";
import { partOf } from "../../compose/values/placeIn";
import { networkOf } from "../../network/networkOf";
import { type Path, pathsOf } from "./path";
import { scalarAt } from "./scalarAt";
import type { Subject } from "./subject";
import { type Token, tokensOfKey, tokensOfValue } from "./tokens";

/** What stands at a position of a document. */
export interface Standing {
  readonly subject: Subject;
  /** Exactly the word that stands for it, without quotes. */
  readonly at: Place;
  /** The services that have it by this text; several where aliases bring it to others, none outside of services. */
  readonly services: readonly string[];
}

/**
 * What stands at an offset of a document that is part of these projects, the smallest word first: `db` in `service:db` before
 * the mode, a variable before the port that it is a part of. Nothing where networking knows of nothing.
 */
export function standingsAt(document: ComposeDocument, offset: number, projects: readonly Project[]): Standing[] {
  const { root, within } = document.treeAt(offset);
  const found = scalarAt(root, within);
  if (found === undefined) return [];
  const { node, keyOf } = found;
  const paths = pathsOf(document, keyOf ?? node);
  const [path] = paths;
  if (path === undefined) return [];
  const services = servicesOf(paths);
  const tokens = keyOf === undefined ? ofValue(document, node, path, within) : ofKey(path, node);
  const hosts = services.flatMap((name) => hostsAt(node, within, name, projects)).slice(0, 1);
  return [...variablesAt(node, within), ...hosts, ...tokens]
    .filter(({ at }) => at.start <= within && within <= at.end)
    .map((token) => ({ ...token, services }));
}

function ofKey(path: Path, key: ScalarNode | AliasNode): Token[] {
  return key.kind === "scalar" ? tokensOfKey(path, key) : [];
}

/** Of an alias, what it stands for as a whole. */
function ofValue(document: ComposeDocument, node: ScalarNode | AliasNode, path: Path, within: number): Token[] {
  if (node.kind === "scalar")
    return tokensOfValue(path, node).filter(({ at }) => at.start <= within && within <= at.end);
  const target = document.resolveAlias(node.name, node);
  return target?.kind === "scalar" ? tokensOfValue(path, target, node).slice(-1) : [];
}

function servicesOf(paths: readonly Path[]): string[] {
  const names = paths.flatMap(([section, name]) => (section === "services" && typeof name === "string" ? [name] : []));
  return [...new Set(names)];
}

/** The host that a value names there, as the first project that knows the service has it. */
function hostsAt({ chunk }: Place, within: number, name: string, projects: readonly Project[]): Token[] {
  for (const project of projects) {
    const service: Service | undefined = project.services.get(name);
    if (service === undefined) continue;
    const mention = networkOf(project)
      .mentionsOf(service)
      .find(({ at }) => at.chunk === chunk && at.start <= within && within <= at.end);
    if (mention !== undefined) return [{ subject: { kind: "host", mention }, at: mention.at }];
  }
  return [];
}

/** The variables at a place, the innermost first. */
function variablesAt(node: ScalarNode | AliasNode, within: number): Token[] {
  if (node.kind === "alias" || !node.text.includes("$")) return [];
  const { text } = node;
  return variablesIn(text)
    .flatMap((variable): Token[] => {
      const at = partOf(node, text, variable.start, variable.end);
      return at === undefined ? [] : [{ subject: { kind: "variable", variable, text, value: node }, at }];
    })
    .filter(({ at }) => at.start <= within && within < at.end)
    .reverse();
}
