import { say, type Text } from "../../../../shared/text";
import type { FileId, Place } from "../../compose/syntax/node";
import { scalarAt } from "../at/scalarAt";
import { type NamedThere, placesOf, type ProjectsOf } from "../navigation/named";
import type { DocumentOf } from "../symbols/symbols";
import { madeByVariables } from "./fromVariables";
import { changeAt, nobodyGives, type Refused, renameable, type Renameable } from "./renameable";
import { whyTaken } from "./taken";
import { kindInWords, needsQuotes, whyInvalid } from "./validName";

/** One word that becomes the new name. */
export interface Change {
  readonly at: Place;
  readonly text: string;
  /** `likely`: a word in a value, which is for the user to decide. */
  readonly evidence: "certain" | "likely";
}

/** What a name may be changed in: where else it is known, the files as they are, and those that are the user's. */
export interface RenameSources {
  readonly projectsOf: ProjectsOf;
  readonly documentOf: DocumentOf;
  /** Whether a file is one of the workspace. */
  readonly isOurs: (file: FileId) => boolean;
}

/** Everything that changes with a name, over all files, or why it cannot be changed. */
export async function rename(
  named: NamedThere,
  newName: string,
  sources: RenameSources,
): Promise<{ readonly changes: readonly Change[] } | Refused | undefined> {
  const target = renameable(named);
  if (target === undefined || "refused" in target) return target;
  const invalid = whyInvalid(target.kind, newName);
  if (invalid !== undefined) return { refused: invalid };
  const { projectsOf, documentOf, isOurs } = sources;
  const { places, projects } = await placesOf(named, projectsOf, documentOf);
  if (!places.some(({ role }) => role === "definition")) return { refused: nobodyGives(target.first.symbol) };
  const taken = newName === target.name ? undefined : whyTaken(target, newName, projects);
  if (taken !== undefined) return { refused: taken };
  for (const { project } of projects) {
    const made = madeByVariables(target, project);
    if (made !== undefined) return { refused: fromVariables(target, made, documentOf) };
  }
  const changes: Change[] = [];
  for (const occurrence of places) {
    const at = changeAt(target, occurrence);
    if (at === undefined) continue;
    const { evidence } = occurrence;
    const { file } = at.chunk;
    if (!isOurs(file)) {
      if (evidence === "certain") return { refused: outside(target, file) };
      continue;
    }
    changes.push({ at, text: written(newName, at, documentOf), evidence });
  }
  return { changes };
}

/** The new name as it is written there: in quotes where YAML would take the bare word for something else. */
function written(name: string, at: Place, documentOf: DocumentOf): string {
  if (!needsQuotes(name) || at.chunk.plain === true) return name;
  const document = documentOf(at.chunk.file);
  const { root } = document?.treeAt(document.offsetOf(at.chunk, at.start)) ?? {};
  const node = scalarAt(root, at.start)?.node;
  const isWhole = node?.kind === "scalar" && node.style === "plain" && node.start === at.start && node.end === at.end;
  return isWhole ? `"${name}"` : name;
}

function fromVariables({ kind, name }: Renameable, at: Place, documentOf: DocumentOf): Text {
  const { file } = at.chunk;
  const line = (documentOf(file)?.rangeOf(at).start.line ?? 0) + 1;
  return say`\`${at.chunk.text.slice(at.start, at.end)}\` at ${file}:${line} names the ${kindInWords[kind]} ${name} by a variable. Write the name there, then it can be renamed.`;
}

function outside({ kind, name }: Renameable, file: FileId): Text {
  return say`The ${kindInWords[kind]} ${name} is named in ${file}, which is outside of this workspace. Open its folder as well, then it can be renamed.`;
}
