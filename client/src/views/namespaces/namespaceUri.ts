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

/** The address of a document. Names are data: the path keeps only what Docker allows in a name. */
export function documentUri(address: DocumentAddress, name: string): vscode.Uri {
  const { kind, shown, subjects, side, part, engine } = address;
  const query = new URLSearchParams({ kind, shown, of: subjects.map(subjectText).join(","), side: String(side) });
  if (part !== undefined) query.set("part", part);
  if (engine !== "") query.set("engine", engine);
  const ending = kind === "table" ? "netns-table" : (sectionNamed(part ?? shown)?.ending ?? "netns");
  return vscode.Uri.from({
    scheme: namespaceScheme,
    path: `/${name.replace(/[^\w.-]/gu, "_")}.${ending}`,
    query: query.toString(),
  });
}

/** The name in the address of a document: of the host, or of the container as it was called when that was made. */
export function nameIn({ path }: vscode.Uri): string {
  return path.slice(1, path.lastIndexOf("."));
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
