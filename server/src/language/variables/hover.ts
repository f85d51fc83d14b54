import { say, type Text } from "../../../../shared/text";
import { keysIn, type SetKey } from "../../compose/interpolation/dotenv";
import { interpolate, sourceOf } from "../../compose/interpolation/template";
import type { Project } from "../../compose/model/project";
import type { FileId } from "../../compose/syntax/node";
import { networkOf } from "../../network/networkOf";
import { type HoverContext, inOneLine, type Lines, namesOf, page, quoted, whereIs } from "../hover/answer";
import { hostHover } from "../hover/host";
import { portHover } from "../hover/port";
import { isSecretName } from "../hover/variable";
import { takersOf, type Use, usesOf } from "./uses";

/** So many places are named, and so many readings of one word. */
const mostUses = 6;
const mostReadings = 3;

/** What is said of a line of a file of variables, and where the word stands that it is about. */
export interface VariableHover {
  readonly lines: Lines;
  readonly start: number;
  readonly end: number;
}

/** The line of a file of variables in which an offset is: from its name to the end of its value. */
export function keyAt(text: string, offset: number): SetKey | undefined {
  for (const set of keysIn(text)) {
    if (set.keyStart > offset) return undefined;
    if (offset <= Math.max(set.end, set.keyStart + set.key.length)) return set;
  }
  return undefined;
}

/**
 * Who uses the variable of a line in a file of variables, and what its value comes to there; of a host that its value names,
 * what that resolves to.
 */
export function hoverInVariables(
  file: FileId,
  text: string,
  offset: number,
  projects: readonly Project[],
  documentOf: HoverContext["documentOf"],
): VariableHover | undefined {
  const set = keyAt(text, offset);
  if (set === undefined) return undefined;
  const contexts = projects.map((project) => ({ project, network: networkOf(project), documentOf }));
  const isInValue = set.start <= offset && offset <= set.end;
  const inValue = isInValue ? { start: offset, end: offset } : set;
  const hosts = contexts.flatMap((context) => [...hostsIn(file, inValue, context), ...hostsAround(file, set, context)]);
  const [host] = hosts;
  if (isInValue && host !== undefined) {
    const { start, end } = host;
    return { lines: distinct(hosts.map(({ lines }) => lines)), start, end };
  }
  const lines = [
    ...contexts.flatMap((context) => usersOf(set.key, file, context)),
    ...distinct(hosts.map((each) => each.lines)),
  ];
  const place = isInValue ? set : { start: set.keyStart, end: set.keyStart + set.key.length };
  const { start, end } = place;
  return { lines: lines.length > 0 ? lines : unused(set.key, file, contexts), start, end };
}

/** A host that a value names, and what is said of it. */
interface NamedHost {
  readonly lines: Lines;
  readonly start: number;
  readonly end: number;
}

/** What hosts that a stretch of the file names lead to, from each service that has them by it. */
function hostsIn(file: FileId, { start, end }: Pick<SetKey, "start" | "end">, context: HoverContext): NamedHost[] {
  return context.network.mentions.flatMap(({ service, mention }) => {
    const at = mention.written ?? mention.at;
    if (at.chunk.plain !== true || at.chunk.file !== file || at.start > end || at.end < start) return [];
    const lines = hostHover(mention, service, context);
    return lines.length === 0 ? [] : [{ lines, start: at.start, end: at.end }];
  });
}

/** The same of a host whose port stands in the Compose file: `http://${API_HOST}:9000`. */
function hostsAround(file: FileId, { key, start, end }: SetKey, context: HoverContext): NamedHost[] {
  const { network, project, documentOf } = context;
  return [...usesOf(key, file, project, documentOf)].flatMap(({ node, services, lookup }) =>
    services.flatMap((service) =>
      network.mentionsOf(service).flatMap((mention) => {
        const isPart = mention.origin.node === node && mention.written === undefined && mention.name === lookup(key);
        const lines = isPart ? hostHover(mention, service, context) : [];
        return lines.length === 0 ? [] : [{ lines, start, end }];
      }),
    ),
  );
}

function distinct(readings: readonly Lines[]): Lines {
  const found = new Map(readings.map((lines) => [JSON.stringify(lines), lines]));
  return [...found.values()].slice(0, mostReadings).flat();
}

function usersOf(name: string, file: FileId, context: HoverContext): Lines {
  const { project, documentOf } = context;
  const uses = [...usesOf(name, file, project, documentOf)];
  const takers = takersOf(name, file, project);
  const more = uses.length - mostUses;
  return [
    ...(uses.length === 0 ? [] : [say`${quoted(name)} is used in:`]),
    ...uses.slice(0, mostUses).map((use) => say`- ${useLine(use, name, context)}`),
    ...(more > 0 ? [say`- and ${more} more`] : []),
    ...(takers.length === 0 ? [] : [say`${quoted(name)} is in the environment of ${namesOf(takers)}.`]),
  ];
}

function useLine(use: Use, name: string, context: HoverContext): Text {
  const { node, path, services } = use;
  const [section, owner, ...keys] = path;
  const attribute = keys.filter((each) => typeof each === "string").join(".") || String(owner ?? section);
  const what = quoted(attribute);
  const isOfServices = section === "services" && services.length > 0;
  const used = isOfServices ? say`${what} of ${namesOf(services)}` : what;
  const comes = comesTo(use, name, context);
  const at = inOneLine([used, whereIs(node, context)]);
  return comes === undefined ? at : inOneLine([at, comes], ": ");
}

function comesTo(
  { node, lookup, services, path }: Use,
  name: string,
  context: HoverContext,
): string | Text | undefined {
  const isPort = path[2] === "ports";
  const sentences = isPort ? services.flatMap((service) => portHover(node, service, context).slice(0, 1)) : [];
  const [sentence] = sentences;
  if (sentence !== undefined) return sentence;
  const key = node.parent?.kind === "pair" ? node.parent.key.text : "";
  if (isSecretName(name) || isSecretName(node.text) || isSecretName(key)) return undefined;
  const result = interpolate(node.text, lookup);
  return result.kind === "text" && result.text !== "" && !result.text.includes("\n") ? quoted(result.text) : undefined;
}

/** Why nobody uses it: another file or the environment wins, or no Compose file names it. */
function unused(name: string, file: FileId, contexts: readonly HoverContext[]): Lines {
  for (const context of contexts) {
    for (const { variables } of context.project.provenance.files) {
      const [lookup] = variables;
      const source = lookup === undefined ? undefined : sourceOf(lookup, name);
      if (lookup === undefined || source === undefined) continue;
      if (typeof source === "object" && source.file === file) {
        return [
          say`No Compose file uses ${quoted(name)}: this file fills in \`\${...}\` in Compose files, containers do not get it.`,
          page("env-file-is-no-dotenv"),
        ];
      }
      const winner = lookup.writtenAt?.(name);
      return winner === undefined
        ? [say`The environment sets ${quoted(name)} too, and wins.`]
        : [say`${whereIs(winner.node, context)} sets ${quoted(name)} too, and wins.`];
    }
  }
  return [];
}
