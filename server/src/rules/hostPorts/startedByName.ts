import type { Project } from "../../compose/model/project";
import type { Collision } from "../../network/ports/collisions";

/** `# docker compose up -d web db`: what is started, up to the end of the line. */
const command = /\bdocker[- ]compose\b[^#\n]*?\s(?:up|run|start)\s(.*)$/;

/** The services that each command in the comments of a project's files starts by name. */
export function commandsInComments({ provenance, services }: Project): readonly ReadonlySet<string>[] {
  return provenance.texts().flatMap((text) =>
    text.split("\n").flatMap((line) => {
      const comment = line.indexOf("#");
      const words = comment < 0 ? undefined : command.exec(line.slice(comment))?.[1]?.match(/[\w.-]+/g);
      const names = (words ?? []).filter((word) => services.has(word));
      return names.length === 0 ? [] : [new Set(names)];
    }),
  );
}

/** Whether comments start one of two services by its name, and never both of them together. */
export function startedByName({ first, second }: Collision, commands: readonly ReadonlySet<string>[]): boolean {
  const [one, other] = [first.service.name, second.service.name];
  if (commands.some((names) => names.has(one) && names.has(other))) return false;
  return commands.some((names) => names.has(one) || names.has(other));
}
