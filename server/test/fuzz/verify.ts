import { looksLikeCompose } from "../../src/compose/recognise";
import { missingNames, unfinishedServices } from "../../src/compose/validate/unfinished";
import { ProjectTyper } from "../../src/compose/model/projectTyper";
import { filesInComments } from "../../src/compose/project/filesInComments";
import { ProjectReader } from "../../src/compose/project/reader";
import { ComposeDocument, type DocumentRange } from "../../src/compose/syntax/document";
import { Analyser } from "../../src/workspace/analyse";

const folder = "/project";
const main = `${folder}/compose.yaml`;
const above = `${folder}/compose.override.yaml`;

/**
 * Checks a text as a project by itself, or with another text as its override, with its fixes. Throws where something throws;
 * answers how many findings there are, and what points outside the text.
 */
export function verify(
  text: string,
  override: string | undefined,
): { readonly findings: number; readonly outside: string[] } {
  const texts = new Map([[main, text]]);
  if (override !== undefined) texts.set(above, override);
  const documents = new Map([...texts].map(([file, content]) => [file, ComposeDocument.parse(file, content)]));
  const source = {
    document: (file: string) => documents.get(file) ?? ("missing" as const),
    text: () => "missing" as const,
  };
  const request = {
    files: [...texts.keys()],
    folder,
    variables: () => undefined,
    assembled: "found",
    profiles: [],
  } as const;
  const project = new ProjectTyper().project(new ProjectReader().read(request, source));
  const reports = new Analyser(source).reports(project, {});
  for (const document of documents.values()) looksLikeCompose(document);
  // Which files are read together is decided by what they say, too.
  filesInComments(main, { text: (file) => (file === main ? { text } : "missing") });
  missingNames(project);
  unfinishedServices(project);

  const lines = new Map([...texts].map(([file, content]) => [file, content.split(/\r\n|\r|\n/)]));
  const outside: string[] = [];
  const look = (what: string, file: string, { start, end }: DocumentRange): void => {
    const own = lines.get(file);
    const isIn = ({ line, character }: DocumentRange["start"]): boolean =>
      line >= 0 && character >= 0 && character <= (own?.[line]?.length ?? -1);
    const isForward = start.line < end.line || (start.line === end.line && start.character <= end.character);
    if (!isIn(start) || !isIn(end) || !isForward) outside.push(`${what} ${file} ${JSON.stringify({ start, end })}`);
  };
  for (const report of reports) {
    look(report.rule, report.file, report.range);
    for (const { file, range } of report.related) look(`a place related to ${report.rule}`, file, range);
    for (const fix of report.fixes()) {
      for (const { file, range } of fix.edits) look(`the fix "${fix.title}" of ${report.rule}`, file, range);
    }
  }
  return { findings: reports.length, outside };
}
