import type { Text } from "../../../../shared/text";
import type { VariableLookup } from "../interpolation/template";
import type { FileId, Node } from "../syntax/node";

/** What names a file in another one. */
export interface AskedBy {
  readonly by: "include" | "extends";
  readonly at: Node;
}

/** A file of a project, as it was met. */
export interface FileMet {
  readonly file: FileId;
  /** The first place that names it; undefined where the project begins with it. */
  readonly asked: AskedBy | undefined;
  /** The variables with which it was read; a file that is included twice may have two. */
  readonly variables: ReadonlySet<VariableLookup>;
  /** Where its relative paths start from; absent where none of its sections was read. */
  readonly folder?: string;
}

/** A part of a project that could not be followed: it is fetched from elsewhere, or what names it is not known. */
export interface UnknownPart extends AskedBy {
  readonly reason: "elsewhere" | "not known";
}

/** How the files of a project were found. */
export interface Provenance {
  /** Where relative paths and `.env` start from. */
  readonly folder: string;
  /** The files that the project begins with. */
  readonly requested: readonly FileId[];
  /** What says that they belong together, in words; undefined where their names or their content do. */
  readonly statedBy: string | Text | undefined;
  /** A file beside them that includes, extends or completes them; undefined where none is known. */
  readonly joinedBy: FileId | undefined;
  /** In the order in which they were met. */
  readonly files: readonly FileMet[];
  readonly unknownParts: readonly UnknownPart[];
  /** The texts of the files that the project begins with, for what only their comments say. */
  readonly texts: readonly string[];
}

/** Notes the files that one reading meets. */
export class FilesMet {
  private readonly met = new Map<FileId, FileMet & { readonly variables: Set<VariableLookup>; folder?: string }>();

  add(file: FileId, asked: AskedBy | undefined): void {
    if (!this.met.has(file)) this.met.set(file, { file, asked, variables: new Set() });
  }

  readWith(file: FileId, variables: VariableLookup, folder: string): void {
    const met = this.met.get(file);
    if (met === undefined) return;
    met.variables.add(variables);
    met.folder ??= folder;
  }

  get files(): FileId[] {
    return [...this.met.keys()];
  }

  get all(): FileMet[] {
    return [...this.met.values()];
  }
}
