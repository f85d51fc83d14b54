import { say, type Text } from "../../../../shared/text";
import { interpolate, sourceOf, type VariableLookup, type VariableSource } from "../../compose/interpolation/template";
import type { Project } from "../../compose/model/project";
import type { Node } from "../../compose/syntax/node";
import { allOf } from "../../linter/listed";
import { code, firstOf } from "../../language/code";
import { fileName, type Lines, type Places } from "./place";

/** More variables than this are counted, not listed. */
const mostVariables = 200;

/** What a project's files say of one variable; its value is never part of it. */
interface Use {
  readonly sources: Set<string>;
  /** A place uses its own default, since nothing sets the variable. */
  byDefault: boolean;
  unknown: boolean;
}

/** The variables that a project's files name, and what sets each. Values are left out: they may be secret. */
export function variablesSection(project: Project, places: Places, usesEnvironment: boolean): Lines {
  const lines = [...variablesIn(project, places)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, use]) => say`- ${code(name)}: ${described(use)}`);
  const environment = usesEnvironment
    ? say`The environment of the editor counts, above \`.env\` files.`
    : say`The environment of the process does not count: only files set variables.`;
  const none = [say`No file uses a variable.`];
  return [say`### Variables`, "", ...(lines.length === 0 ? none : [environment, "", ...firstOf(lines, mostVariables)])];
}

function variablesIn({ provenance }: Project, places: Places): Map<string, Use> {
  const uses = new Map<string, Use>();
  const useOf = (name: string): Use => {
    const use = uses.get(name) ?? { sources: new Set(), byDefault: false, unknown: false };
    uses.set(name, use);
    return use;
  };
  for (const { file, variables } of provenance.files) {
    const document = places.document(file);
    for (const text of document?.roots.flatMap((root) => [...templatesBelow(root)]) ?? []) {
      for (const lookup of variables) {
        const asked = new Set<string>();
        const listening: VariableLookup = Object.assign((name: string) => lookup((asked.add(name), name)), {
          inPart: lookup.inPart === true,
        });
        const result = interpolate(text, listening);
        const unknown = new Set(result.kind === "unknown" ? result.variables : []);
        for (const name of asked) {
          const use = useOf(name);
          const source = sourceOf(lookup, name);
          if (source !== undefined) use.sources.add(places.speak(inWords(source, places)));
          else if (unknown.has(name)) use.unknown = true;
          else use.byDefault = true;
        }
      }
    }
  }
  return uses;
}

function described({ sources, byDefault, unknown }: Use): string | Text {
  const parts = [
    ...(sources.size > 0 ? [say`from ${allOf([...sources])}`] : []),
    ...(byDefault ? [say`not set; the default beside it counts`] : []),
    ...(unknown ? [say`not set, so that its value is not known`] : []),
  ];
  return parts.length === 0 ? "" : parts.reduce((before, part) => say`${before}; elsewhere ${part}`);
}

function inWords(source: VariableSource, places: Places): string | Text {
  if (source === "environment") return say`the environment`;
  return source === "project name" ? say`the project's name` : fileName(source.file, places);
}

function* templatesBelow(node: Node): Generator<string> {
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === "scalar" && next.text.includes("$")) yield next.text;
    if (next.kind === "sequence") waiting.push(...next.items.toReversed());
    if (next.kind === "mapping") waiting.push(...next.pairs.map(({ value }) => value).toReversed());
  }
}
