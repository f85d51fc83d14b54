import type { Project } from "../src/compose/model/project";
import { ProjectTyper } from "../src/compose/model/projectTyper";
import { ProjectReader } from "../src/compose/project/reader";
import { ComposeDocument } from "../src/compose/syntax/document";
import { Analyser } from "../src/workspace/analyse";
import type { Report } from "../src/workspace/report";

/** One text as a project by itself, and the only file that there is. */
function single(text: string) {
  const file = "/project/compose.yaml";
  const document = ComposeDocument.parse(file, text);
  const source = {
    document: (id: string) => (id === file ? document : ("missing" as const)),
    text: () => "missing" as const,
  };
  const read = new ProjectReader().read(
    { files: [file], folder: "/project", variables: () => undefined, assembled: "found", profiles: [] },
    source,
  );
  return { source, project: new ProjectTyper().project(read) };
}

/** One text that is a project by itself. */
export function projectOfText(text: string): Project {
  return single(text).project;
}

/** The findings of one text that is a project by itself, at once: for tests that ask thousands of times. */
export function reportsOfText(text: string): readonly Report[] {
  const { source, project } = single(text);
  return new Analyser(source).reports(project, {});
}

/** The same in one line each: `line:column-line:column rule severity: message`. */
export function findingsOfText(text: string): string[] {
  return reportsOfText(text).map(
    ({ range: { start, end }, rule, severity, message }) =>
      `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${rule} ${severity}: ${message}`,
  );
}
