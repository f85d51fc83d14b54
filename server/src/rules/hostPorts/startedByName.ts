import { Memo } from "../../../../shared/memo";
import type { Project } from "../../compose/model/project";
import type { Collision } from "../../network/ports/collisions";

/** Verbs behind which the services are named that are to run: `# docker compose up -d web db`. */
const verbs = ["up", "run", "start"];

/** Words of a comment by which a file says that not all of its services run together. */
const choice =
  /\b(?:start|run|launch|deploy)(?:ed|s)?\b.{0,40}\b(?:one of|only one|either|by (?:its |their )?names?)\b|\bonly (?:start|run|use|enable) one\b|\bonly one (?:at a time|can run|may run|should run)\b|\bnot (?:run |start )?(?:both|together|at the same time)\b/i;

/** What the comments of a project's files say of the services that are started. */
export interface Commands {
  /** The services that each command starts by name. */
  readonly named: readonly ReadonlySet<string>[];
  /** Whether a comment says that one of several services is to be chosen. */
  readonly leaveChoice: boolean;
}

/** The commands that the comments of a project's files show. */
export function commandsInComments(project: Project): Commands {
  return known.of(project, read);
}

const known = new Memo<Project, Commands>();

function read({ provenance, services }: Project): Commands {
  const comments = provenance.texts.flatMap((text) => [...commentsOf(text)]);
  const named = comments.flatMap((comment) => {
    if (!comment.includes("compose")) return [];
    const words = comment.match(/[\w.-]+/g) ?? [];
    const compose = words.findIndex((word) => /^(?:docker-)?compose$/.test(word));
    const verb = compose < 0 ? -1 : words.findIndex((word, at) => at > compose && verbs.includes(word));
    const names = (verb < 0 ? [] : words.slice(verb + 1)).filter((word) => services.has(word));
    return names.length === 0 ? [] : [new Set(names)];
  });
  return { named, leaveChoice: comments.some((comment) => choice.test(comment)) };
}

/**
 * The comments of a text. This is asked at every keystroke, so that no other line is cut out, and what is looked for is the
 * sign, which is rarer than any letter.
 */
function* commentsOf(text: string): Generator<string> {
  for (let at = text.indexOf("#"); at >= 0;) {
    const lineBreak = text.indexOf("\n", at);
    const end = lineBreak < 0 ? text.length : lineBreak;
    yield text.slice(at, end);
    at = text.indexOf("#", end);
  }
}

/** Whether a comment starts both of two services by their names in one command. */
export function startedTogether({ first, second }: Collision, { named }: Commands): boolean {
  return named.some((names) => names.has(first.service.name) && names.has(second.service.name));
}

/** Whether comments start one of two services by its name. */
export function startedByName({ first, second }: Collision, { named }: Commands): boolean {
  return named.some((names) => names.has(first.service.name) || names.has(second.service.name));
}
