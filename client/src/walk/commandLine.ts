import { walkLabel, walkLabelValue } from "../docker/api/walkMark";
import { asksForHostUsers, markOf, programOf, type WalkSettings } from "./creation";
import { nameOnEngine, type Action, type Walk, type WalkContainer } from "./walk";

/** The command that does in a terminal what an action does; undefined where there is none, as for a page. */
export function commandLineOf(action: Action, settings: WalkSettings): string | undefined {
  const { walk, ports } = settings;
  switch (action.kind) {
    case "run":
      return runLine(action.container, settings);
    case "try": {
      const url = `http://localhost:${ports[action.port]}`;
      if (action.from === "host") return `curl ${url}`;
      return `docker exec ${nameOnEngine(action.from.container)} curl -s ${url}`;
    }
    case "command":
      return action.docker.replaceAll("NAME", nameOnEngine(action.container));
    case "why":
      return `docker logs ${nameOnEngine(action.container)}`;
    case "page":
      return undefined;
    case "cleanUp":
      return `docker rm -f -v ${containersOf(walk).map(nameOnEngine).join(" ")}`;
  }
}

/** The containers that a walk starts, each once. */
function containersOf({ steps }: Walk): string[] {
  const actions = steps.flatMap((step) => step.actions);
  return [...new Set(actions.flatMap((action) => (action.kind === "run" ? [action.container.name] : [])))];
}

/** With its label, so that what was started by hand completes a step too, and *Clean Up* removes it. */
function runLine(container: WalkContainer, settings: WalkSettings): string {
  const { image, ports } = settings;
  return [
    ...["docker run -d", "--name", nameOnEngine(container.name)],
    ...(container.network === "host" ? ["--network host"] : []),
    ...(asksForHostUsers(container, settings) ? ["--userns host"] : []),
    ...(container.publish === undefined ? [] : ["-p", `${ports[container.publish]}:${ports.app}`]),
    ...["--label", quoted(`${walkLabel}=${walkLabelValue(markOf(container, settings))}`)],
    ...[quoted(image), ...(programOf(ports.app) ?? []).map(quoted)],
  ].join(" ");
}

/** A word of a POSIX shell: in single quotes where it holds anything that a shell reads. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
