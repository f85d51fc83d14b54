import { expect } from "vitest";
import type { SeenPort } from "../../../shared/protocol";
import { inEnglish } from "../../../shared/text";
import type { TextChange } from "../../src/linter/fix";
import { moveToHost } from "../../src/language/refactor/moveToHost";
import { moveToOwnNetwork } from "../../src/language/refactor/moveToOwnNetwork";
import type { Refactoring } from "../../src/language/refactor/refactoring";
import { networkOf } from "../../src/network/networkOf";
import { applyFix } from "../annotatedFixture";
import { type MarkedFiles, markedFiles } from "./markedFiles";

/** The files after a service was moved to the host's network; why not, where that is refused. */
export function movedToHost(fixture: string, service = "web"): Promise<Readonly<Record<string, string>> | string> {
  return moved(fixture, (project, parsed) => moveToHost(named(project, service), networkOf(project), parsed));
}

/** The same for one that leaves it. */
export function movedToOwn(
  fixture: string,
  service = "web",
  seen?: readonly SeenPort[],
): Promise<Readonly<Record<string, string>> | string> {
  return moved(fixture, (project, parsed) =>
    moveToOwnNetwork(
      named(project, service),
      networkOf(project),
      parsed,
      new Map(seen === undefined ? [] : [[service, seen]]),
    ),
  );
}

type Project = MarkedFiles["projects"][number];

function named(project: Project, name: string) {
  return project.services.get(name) ?? expect.fail(`${name} is not there`);
}

async function moved(fixture: string, move: (project: Project, parsed: MarkedFiles["parsed"]) => Refactoring) {
  const files = await markedFiles(fixture);
  const [project] = files.projects;
  if (project === undefined) throw new Error("there is no project");
  const found = move(project, files.parsed);
  if (found.refused !== undefined) return inEnglish(found.refused);
  return changedBy(found.changes, files.texts, files.parsed);
}

/** Files after changes of places in them. */
export function changedBy(
  changes: readonly TextChange[],
  files: Readonly<Record<string, string>>,
  parsed: MarkedFiles["parsed"],
): Record<string, string> {
  const edits = changes.map((change) => {
    const { file, plain, lines } = change.chunk;
    const range =
      plain === undefined
        ? parsed(file)?.rangeOf(change)
        : { start: lines.position(change.start), end: lines.position(change.end) };
    if (range === undefined) throw new Error(`${file} is not there`);
    return { file, range, text: change.text };
  });
  return applyFix(files, { title: "", safe: false, edits });
}
