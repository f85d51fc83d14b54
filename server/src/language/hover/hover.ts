import { inEnglish, type Speak } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { nameOnEngine } from "../../network/namespaces/nameOnEngine";
import { networkOf } from "../../network/networkOf";
import type { Place } from "../../compose/syntax/node";
import type { Standing } from "../at/at";
import type { HoverContext, Lines } from "./answer";
import { hostHover } from "./host";
import { modeHover, modeKeyHover } from "./mode";
import { addressHover, aliasHover, containerNameHover, hostnameHover, linkAliasHover } from "./name";
import { networkHover } from "./network";
import { exposeHover, portHover } from "./port";
import { serviceHover } from "./service";
import { variableHover } from "./variable";

/** What is said of a word: Markdown, and the word. */
export interface Hover {
  readonly markdown: string;
  readonly at: Place;
}

/** What there is to say of what stands at a position: of the smallest word that networking says anything of. */
export function hoverOf(
  standings: readonly Standing[],
  projects: readonly Project[],
  documentOf: HoverContext["documentOf"],
  speak: Speak = inEnglish,
): Hover | undefined {
  for (const standing of standings) {
    for (const project of inOrder(standing, projects)) {
      const context = { project, network: networkOf(project), documentOf };
      const lines = linesOf(standing, context);
      // A variable in a port is pointed at for what the port comes to.
      const port = standings.find(({ subject }) => subject.kind === "port");
      if (lines.length > 0 && port !== undefined && standing.subject.kind === "variable") {
        return { markdown: paragraphs([...lines, ...linesOf(port, context).slice(0, 1)].map(speak)), at: standing.at };
      }
      if (lines.length > 0) return { markdown: paragraphs(lines.map(speak)), at: standing.at };
    }
  }
  return undefined;
}

/** Projects that know a service of the text come first. */
function inOrder({ services }: Standing, projects: readonly Project[]): readonly Project[] {
  const knows = (project: Project): boolean => services.some((name) => project.services.has(name));
  return [...projects.filter(knows), ...projects.filter((project) => !knows(project))];
}

function linesOf({ subject, services, at }: Standing, context: HoverContext): Lines {
  const { project } = context;
  const known = services.flatMap((name): Service | readonly Service[] => project.services.get(name) ?? []);
  const [service] = known;
  switch (subject.kind) {
    case "mode-key":
      return modeKeyHover(service, context);
    case "mode":
      return modeHover(subject.mode, service, context);
    case "variable":
      return variableHover(subject, at.chunk.file, context);
    case "network":
      return networkHover(subject.name, context);
    case "engine-network":
      return networkHover(keyOnEngine(subject.name, project) ?? subject.name, context);
    case "service": {
      const named = subject.file === undefined ? project.services.get(subject.name) : undefined;
      return named === undefined ? [] : serviceHover(named, context);
    }
    case "port": {
      // Where several services share the text, the one whose port it is.
      const lines = known.map((each) =>
        subject.attribute === "ports" ? portHover(subject.item, each, context) : exposeHover(each, context),
      );
      return lines.find(({ length }) => length > 0) ?? [];
    }
    case "host":
      return service === undefined ? [] : hostHover(subject.mention, service, context);
    case "alias":
      if (service === undefined) return [];
      return subject.network === undefined
        ? linkAliasHover(subject.name, service)
        : aliasHover(subject.name, subject.network, service, context);
    case "container":
      return service !== undefined && subject.role === "definition"
        ? containerNameHover(subject.name, service, context)
        : [];
    case "hostname":
      return service === undefined ? [] : hostnameHover(subject.name, service, context);
    case "address":
      return service === undefined ? [] : addressHover(subject.text, subject.network, service, context);
    case "file":
    case "key":
      return [];
  }
}

function keyOnEngine(name: string, project: Project): string | undefined {
  return [...project.networks.keys()].find((key) => nameOnEngine(key, project) === name);
}

/** Items of a list stand on lines of one paragraph; everything else is one of its own. */
export function paragraphs(lines: readonly string[]): string {
  return lines.reduce((text, line, index) => {
    if (index === 0) return line;
    const isInList = line.startsWith("- ") && lines[index - 1]?.startsWith("- ") === true;
    return `${text}${isInList ? "\n" : "\n\n"}${line}`;
  }, "");
}
