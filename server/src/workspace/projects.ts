import type { Unset, VariableLookup } from "../compose/interpolation/template";
import { variablesBelow } from "../compose/interpolation/dotenv";
import { type Project, ProjectTyper } from "../compose/model/project";
import { folderProject, type FolderProject, requestOf } from "../compose/project/discovery";
import { folderOf } from "../compose/project/paths";
import { ProjectReader, type ProjectRequest } from "../compose/project/reader";
import type { FileId } from "../compose/syntax/node";
import type { FileCache } from "./fileCache";

/** The projects that files are part of, read as Compose would, and remembered so that a change costs what it touched. */
export class Projects {
  private readonly readers = new Map<string, { readonly reader: ProjectReader; readonly typer: ProjectTyper }>();
  private readonly environments = new Map<string, VariableLookup>();

  constructor(
    private readonly files: FileCache,
    private readonly options: {
      /** The environment above `.env` files: empty unless the user lets the process's own in. */
      readonly environment: VariableLookup;
      readonly unset?: Unset;
    },
  ) {}

  /**
   * The projects in which a file takes part: that of its own folder, and those of the folders above, up to `roots`, that
   * include or extend it. A file that none of them knows is a project by itself.
   */
  async of(file: FileId, roots: readonly string[]): Promise<Project[]> {
    const own = await this.folder(folderOf(file));
    if (own.files?.includes(file)) return [await this.read(requestOf(own.files, folderOf(file), own, own.assembled))];
    const projects: Project[] = [];
    for (const folder of foldersAbove(file, roots)) {
      const found = await this.folder(folder);
      if (found.files === undefined) continue;
      const project = await this.read(requestOf(found.files, folder, found, found.assembled));
      if (project.files.includes(file)) projects.push(project);
    }
    return projects.length > 0 ? projects : [await this.read(requestOf([file], folderOf(file), own, "alone"))];
  }

  /** Reads one project; waits for the files that nobody has looked at yet. */
  async read(request: ProjectRequest): Promise<Project> {
    const key = JSON.stringify([request.folder, request.files]);
    const known = this.readers.get(key) ?? {
      reader: new ProjectReader(this.options.unset),
      typer: new ProjectTyper(),
    };
    this.readers.set(key, known);
    return known.typer.project(await this.files.settle(() => known.reader.read(request, this.files)));
  }

  /** What a folder says of its project. */
  folder(folder: string): Promise<FolderProject> {
    return this.files.settle(() =>
      folderProject(folder, this.options.environment, this.files, (surrounding, contents) => {
        // The same texts give the same lookup: what is remembered of values hangs on it.
        const key = contents.join("\u0000");
        const variables = this.environments.get(key) ?? variablesBelow(surrounding, contents);
        this.environments.set(key, variables);
        return variables;
      }),
    );
  }
}

/** The file's folder and those above it, no further than the roots; only its own where it is below none of them. */
function foldersAbove(file: FileId, roots: readonly string[]): string[] {
  const folders = [folderOf(file)];
  const root = roots.find((each) => file.startsWith(`${each.replace(/\/$/, "")}/`));
  if (root === undefined) return folders;
  for (let folder = folderOf(file); folder.length > root.length && folder !== "/";) {
    folder = folderOf(folder);
    folders.push(folder);
  }
  return folders;
}
