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
  return provenance.texts.flatMap((text) =>
    [...commentsAboutCompose(text)].flatMap((comment) => {
      const words = comment.match(/[\w.-]+/g) ?? [];
      const compose = words.findIndex((word) => /^(?:docker-)?compose$/.test(word));
      const verb = compose < 0 ? -1 : words.findIndex((word, at) => at > compose && verbs.includes(word));
      const names = (verb < 0 ? [] : words.slice(verb + 1)).filter((word) => services.has(word));
      return names.length === 0 ? [] : [new Set(names)];
    }),
  );
}

/**
 * The comments that say `compose`: hardly any. This is asked at every keystroke, so that no other line is cut out, and what is
 * looked for is the sign, which is rarer than any letter.
 */
function* commentsAboutCompose(text: string): Generator<string> {
  for (let at = text.indexOf("#"); at >= 0;) {
    const lineBreak = text.indexOf("\n", at);
    const end = lineBreak < 0 ? text.length : lineBreak;
    const comment = text.slice(at, end);
    if (comment.includes("compose")) yield comment;
    at = text.indexOf("#", end);
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
