import { inEnglish } from "../../../shared/text";
import { namedAt } from "../../src/language/navigation/named";
import { type Change, rename } from "../../src/language/rename/rename";
import { markedFiles } from "./markedFiles";

/** What a renaming comes to: the files afterwards, and the words that are put to the user; or why it is refused. */
export interface RenamedFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly choices: readonly string[];
  readonly refused: string | undefined;
}

/** Renames what `$0` stands on in a fixture; everything that is put to the user is taken. `roots` are the workspace. */
export async function renamedFiles(fixture: string, newName: string, roots = ["/p"]): Promise<RenamedFiles> {
  const marked = await markedFiles(fixture);
  const main = marked.file.endsWith(".env") ? Object.keys(marked.texts)[0] : undefined;
  const projects = main === undefined ? marked.projects : await marked.projectsOf(main);
  const named = namedAt(marked.file, marked.offset, projects, marked.parsed);
  const result =
    named &&
    (await rename(named, newName, {
      projectsOf: marked.projectsOf,
      documentOf: marked.parsed,
      isOurs: (file) => roots.some((root) => file.startsWith(`${root}/`)),
    }));
  if (result === undefined) return { files: marked.texts, choices: [], refused: "nothing with a name is there" };
  if ("refused" in result) return { files: marked.texts, choices: [], refused: inEnglish(result.refused) };
  const files = { ...marked.texts };
  const inFile = (file: string) => (change: Change) => change.at.chunk.file === file;
  for (const file of Object.keys(files)) {
    const edits = result.changes.filter(inFile(file)).map((change) => ({ ...marked.rangeOf(change.at), change }));
    const lines = (files[file] ?? "").split("\n");
    const fromEnd = edits.toSorted(
      ({ range: one }, { range: other }) =>
        other.start.line - one.start.line || other.start.character - one.start.character,
    );
    for (const { range, change } of fromEnd) {
      const line = lines[range.start.line] ?? "";
      lines[range.start.line] = line.slice(0, range.start.character) + change.text + line.slice(range.end.character);
    }
    files[file] = lines.join("\n");
  }
  const choices = result.changes.filter(({ evidence }) => evidence === "likely").map(({ at }) => marked.rangeOf(at));
  return {
    files,
    choices: choices.map(({ file, range }) => `${file.slice(3)}:${range.start.line + 1}`).sort(),
    refused: undefined,
  };
}
