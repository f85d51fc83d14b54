import type { Container } from "../docker/inventory/container";
import { isFailure, publishedPortIn, type Problem } from "./problems";

/** What a user can do about a problem of a container. */
export const remedies = [
  "restore-network",
  "fix-in-file",
  "reveal-cause",
  "stop-holder",
  "free-port",
  "reveal-service",
  "explain-exit",
] as const;
export type Remedy = (typeof remedies)[number];

/** What can be done about the problems of a container, the likeliest first. */
export function remediesOf(container: Container, problems: readonly Problem[]): readonly Remedy[] {
  const offered = new Set(problems.flatMap((problem) => remediesOfOne(container, problem)));
  if (problems.some(isFailure)) offered.add("explain-exit");
  return remedies.filter((remedy) => offered.has(remedy));
}

function remediesOfOne(container: Container, problem: Problem): Remedy[] {
  const inFile: Remedy[] = container.composeFiles === undefined ? [] : ["reveal-service"];
  switch (problem.kind) {
    case "dead-namespace":
      return problem.how === "removed" ? inFile : ["restore-network", "reveal-cause", ...inFile];
    case "port-taken":
    case "not-started": {
      const port = takenPort(problem);
      // A host-mode program is told its port in its own way, which its file may show.
      const isInFile = problem.by !== undefined && inFile.length > 0;
      const free: Remedy[] = (problem.kind === "not-started" && port !== undefined) || isInFile ? ["free-port"] : [];
      const held: Remedy[] = problem.by === undefined ? [] : ["reveal-cause"];
      const stoppable: Remedy[] = problem.by?.container === undefined ? [] : ["stop-holder"];
      return [...held, ...stoppable, ...free, ...inFile];
    }
    case "unresolved-name":
    case "loopback-only":
      return inFile.length === 0 ? [] : ["fix-in-file", ...inFile];
    case "nothing-listens":
      return problem.instead === undefined || inFile.length === 0 ? inFile : ["fix-in-file", ...inFile];
    case "crash-loop":
      return [];
    default:
      return inFile;
  }
}

/** The port of the host that a container could not have; undefined where that is not known for certain. */
export function takenPort(problem: Problem): number | undefined {
  if (problem.kind === "port-taken") return problem.reason.port;
  return problem.kind === "not-started" ? publishedPortIn(problem.detail) : undefined;
}
