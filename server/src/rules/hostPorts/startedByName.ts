import { Memo } from "../../../../shared/memo";
import type { Project } from "../../compose/model/project";
import type { Collision } from "../../network/ports/collisions";

/** Verbs behind which the services are named that are to run: `# docker compose up -d web db`. */
const verbs = ["up", "run", "start"];

/** The services that each command in the comments of a project's files starts by name. */
export function commandsInComments(project: Project): readonly ReadonlySet<string>[] {
  return known.of(project, read);
}

const known = new Memo<Project, readonly ReadonlySet<string>[]>();

function read({ provenance, services }: Project): readonly ReadonlySet<string>[] {
  return provenance.texts().flatMap((text) =>
    [...linesAboutCompose(text)].flatMap((line) => {
      const words = line.slice(Math.max(0, line.indexOf("#"))).match(/[\w.-]+/g) ?? [];
      const compose = line.includes("#") ? words.findIndex((word) => /^(?:docker-)?compose$/.test(word)) : -1;
      const verb = compose < 0 ? -1 : words.findIndex((word, at) => at > compose && verbs.includes(word));
      const names = (verb < 0 ? [] : words.slice(verb + 1)).filter((word) => services.has(word));
      return names.length === 0 ? [] : [new Set(names)];
    }),
  );
}

/** The lines that say `compose`: hardly any. This is asked at every keystroke, so that the others are not even cut out. */
function* linesAboutCompose(text: string): Generator<string> {
  for (let at = text.indexOf("compose"); at >= 0;) {
    const end = text.indexOf("\n", at);
    yield text.slice(text.lastIndexOf("\n", at) + 1, end < 0 ? text.length : end);
    at = end < 0 ? -1 : text.indexOf("compose", end);
  }
}

/** Whether a comment starts both of two services by their names in one command. */
export function startedTogether({ first, second }: Collision, commands: readonly ReadonlySet<string>[]): boolean {
  return commands.some((names) => names.has(first.service.name) && names.has(second.service.name));
}

/** Whether comments start one of two services by its name. */
export function startedByName({ first, second }: Collision, commands: readonly ReadonlySet<string>[]): boolean {
  return commands.some((names) => names.has(first.service.name) || names.has(second.service.name));
}
