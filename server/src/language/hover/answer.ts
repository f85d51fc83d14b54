import { say, type Text } from "../../../../shared/text";
import type { Project } from "../../compose/model/project";
import type { Service } from "../../compose/model/service";
import { folderOf } from "../../compose/project/paths";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { FileId, Place } from "../../compose/syntax/node";
import { listed } from "../../linter/listed";
import type { NetworkModel } from "../../network/model";
import { code } from "../code";

/** What a hover is made with: the project in which the text takes effect, and the files as they are now. */
export interface HoverContext {
  readonly project: Project;
  readonly network: NetworkModel;
  readonly documentOf: (file: FileId) => ComposeDocument | undefined;
}

/** Lines of Markdown; none where there is nothing to say. */
export type Lines = readonly (string | Text)[];

/** Longer texts of a file are cut: a hover is read at a glance. */
const longest = 120;

/** A text of a file as code, which is never a link or a command. */
export function quoted(text: string): string {
  return code(text.length > longest ? `${text.slice(0, longest)}…` : text);
}

/** Several of them; the first ones where they are many. */
export function quotedAll(names: readonly string[]): string | Text {
  return listed(names.map(quoted));
}

/** Services by their names. */
export function namesOf(services: readonly Service[]): string | Text {
  return quotedAll(services.map(({ name }) => name));
}

/** Words behind each other on one line. */
export function inOneLine(words: readonly (string | Text)[], between = ", "): Text {
  return { parts: ["", ...words.slice(1).map(() => between), ""], values: words };
}

/** The file and the line where something is written, such as `compose.yaml:4`. */
export function where({ chunk }: Place, start: number, { project, documentOf }: HoverContext): string {
  const folder = `${project.provenance.folder.replace(/\/$/, "")}/`;
  const name = chunk.file.startsWith(folder) ? chunk.file.slice(folder.length) : withFolder(chunk.file);
  const document = documentOf(chunk.file);
  if (chunk.plain === true) return quoted(`${name}:${chunk.lines.position(start).line + 1}`);
  if (document?.holds(chunk) !== true) return quoted(name);
  return quoted(`${name}:${document.rangeOf({ chunk, start, end: start }).start.line + 1}`);
}

/** A file of another folder: of two `compose.yaml` the name alone would not tell which. */
function withFolder(file: FileId): string {
  const folder = folderOf(file);
  return file.slice(folderOf(folder).length).replace(/^\//, "");
}

/** Where a place is written. */
export function whereIs(place: Place, context: HoverContext): string {
  return where(place, place.start, context);
}

const docs = "https://github.com/hostside/hostside/blob/main/docs";
const statements = `${docs}/docker-behaviour.md`;

/** A link to the statement about Docker that the words rest on: an anchor of docs/docker-behaviour.md. */
export function page(anchor: string): Text {
  return say`[What Docker does](${statements}#${anchor})`;
}

/** A link to the page that tells what host mode is, and from there to when to use it and what it gives up. */
export function hostModePage(): Text {
  return say`[What host mode is](${docs}/host-network/what-it-is.md)`;
}
