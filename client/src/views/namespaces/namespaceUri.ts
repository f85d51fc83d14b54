import * as vscode from "vscode";
import { sectionNamed, type SectionId, type Shown } from "../../netns/sections/table";
import { host, type Subject } from "../../insight/readSubjects";

/** The scheme of the read-only documents that show a network namespace. */
export const namespaceScheme = "hostside-netns";

/** What a document is about: it can be read again from its address alone, as when a window is restored. */
export interface ViewAddress {
  readonly kind: "compare" | "show" | "table";
  readonly shown: Shown;
  readonly subjects: readonly Subject[];
  /** The key of the engine that all of them are of; empty for the usual one. */
  readonly engine: string;
}

/** One document of a view: a side of a comparison, and the part of it where the view has several. */
export interface DocumentAddress extends ViewAddress {
  readonly side: number;
  readonly part?: SectionId | undefined;
}

/** Equal for the same view, whatever the containers are called by now. */
export function viewKey({ kind, shown, subjects, engine }: ViewAddress): string {
  return `${kind} ${shown} ${subjects.map(subjectText).join(",")} ${engine}`;
}

/** The folder of the parts of one comparison is called after both sides; package.json knows it by this ending. */
const partsFolder = " (network namespace)";

/** Between the two sides of a comparison. */
const between = " <-> ";

/**
 * The address of a document. Names are data: the path keeps only what Docker allows in a name. Where several parts stand
 * below each other, both sides of one have the name of the part: VS Code calls a part with two names a renamed file.
 */
export function documentUri(address: DocumentAddress, names: readonly string[]): vscode.Uri {
  const { kind, shown, subjects, side, part, engine } = address;
  const safe = names.map((name) => name.replace(/[^\w.-]/gu, "_"));
  const query = new URLSearchParams({ kind, shown, of: subjects.map(subjectText).join(","), side: String(side) });
  if (part !== undefined) query.set("part", part);
  if (engine !== "") query.set("engine", engine);
  const ending = kind === "table" ? "netns-table" : (sectionNamed(shown)?.ending ?? "netns");
  const path =
    part === undefined
      ? `/${safe[side] ?? ""}.${ending}`
      : `/${safe.join(between)}${partsFolder}/${sectionNamed(part)?.title ?? part}`;
  return vscode.Uri.from({ scheme: namespaceScheme, path, query: query.toString() });
}

/** The name of a side in the address of a document: of the host, or of the container as it was called at that time. */
export function nameIn({ path }: vscode.Uri, side: number): string {
  const [folder = "", part] = path.slice(1).split("/");
  if (part === undefined) return folder.slice(0, folder.lastIndexOf("."));
  return folder.slice(0, -partsFolder.length).split(between)[side] ?? "";
}

/** Reads an address; undefined for what is none of ours. */
export function parseDocumentUri(uri: vscode.Uri): DocumentAddress | undefined {
  if (uri.scheme !== namespaceScheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const kind = (["compare", "show", "table"] as const).find((known) => known === query.get("kind"));
  const shown = query.get("shown") === "everything" ? "everything" : sectionNamed(query.get("shown"))?.id;
  const part = sectionNamed(query.get("part"))?.id;
  const subjects = (query.get("of") ?? "").split(",").map(subjectFrom);
  if (kind === undefined || shown === undefined || subjects.some((subject) => subject === undefined)) return undefined;
  return {
    kind,
    shown,
    part,
    engine: query.get("engine") ?? "",
    side: query.get("side") === "1" ? 1 : 0,
    subjects: subjects.filter((subject) => subject !== undefined),
  };
}

function subjectText(subject: Subject): string {
  return subject.kind === "host" ? "host" : subject.id;
}

function subjectFrom(text: string): Subject | undefined {
  if (text === "host") return host;
  return /^[0-9a-f]{12,64}$/u.test(text) ? { kind: "container", id: text } : undefined;
}
