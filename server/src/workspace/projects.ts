import { say, type Text } from "../../../shared/text";
import { Memo } from "../../../shared/memo";
import type { Unset, VariableLookup } from "../compose/interpolation/template";
import { variablesBelow } from "../compose/interpolation/dotenv";
import type { DeployedWith } from "../compose/model/deploy";
import { missingNames, unfinishedServices } from "../compose/validate/unfinished";
import type { Project } from "../compose/model/project";
import { ProjectTyper } from "../compose/model/projectTyper";
import type { ComposeVersion } from "../compose/project/composeVersion";
import { folderProject, type FolderProject, namedIn, requestOf } from "../compose/project/discovery";
import { filesInComments } from "../compose/project/filesInComments";
import { folderOf } from "../compose/project/paths";
import { Recent } from "../compose/project/recent";
import { ProjectReader } from "../compose/project/reader";
import type { NamedFiles, ProjectRequest } from "../compose/project/request";
import type { Steps } from "../compose/syntax/steps";
import type { FileId } from "../compose/syntax/node";
import type { FileCache } from "./fileCache";
import { joiningFile } from "./joiningFile";
import { NoLongerAsked, type StillAsked } from "./turns";

/** A set of files that the user says are one project: `docker compose -f A -f B`. */
export interface StatedProject {
  /** In the order in which they are joined. */
  readonly files: readonly FileId[];
  /** The folder that relative paths and `.env` start from; that of the first file unless the user says another. */
  readonly folder: string;
  /** Enabled beside those of `COMPOSE_PROFILES`. */
  readonly profiles: readonly string[];
  /** Where the user says so, in words, for a file that is not there; left out where that is said already. */
  readonly by?: string | Text;
}

/** A project's memory, and the files that took part when it was read last, those of variables too. */
interface Kept {
  readonly reader: ProjectReader;
  readonly typer: ProjectTyper;
  files: readonly FileId[];
}

/** Projects that are kept ready for the next edit. */
const projectsKept = 32;

/** The projects that files are part of, read as Compose would, and remembered so that a change costs what it touched. */
export class Projects {
  private readonly readers = new Recent<string, Kept>(projectsKept);
  private readonly environments = new Memo<VariableLookup, Recent<string, VariableLookup>>();
  /** The folders whose projects, as far as they were read, include a file. */
  private readonly includers = new Map<FileId, Set<string>>();

  constructor(
    private readonly files: FileCache,
    private readonly options: {
      /** The environment above `.env` files: empty unless the user lets the process's own in. */
      readonly environment: VariableLookup;
      readonly unset?: Unset;
      readonly deployedWith?: DeployedWith;
      readonly composeVersion?: ComposeVersion;
    },
  ) {}

  /**
   * The projects in which a file takes part: those that the user states, that of its own folder, and those of the folders
   * above, up to `roots`, that include or extend it, and those of other folders that were found to include it. Where the user names the file, what would be found in its folder does
   * not count. A file that no project knows is joined with what its own comments name, else with the file that it completes,
   * or else is a project by itself.
   */
  async of(
    file: FileId,
    roots: readonly string[],
    stated: readonly StatedProject[] = [],
    stillAsked: StillAsked = () => true,
  ): Promise<Project[]> {
    const projects: Project[] = [];
    for (const { files, folder, profiles, by } of stated) {
      const found = await this.folder(folder);
      const enabled = { ...found, profiles: [...found.profiles, ...profiles] };
      const request = requestOf(files, folder, enabled, "stated");
      const named = by === undefined ? undefined : { by, files };
      const project = await this.read({ ...request, named, statedBy: by ?? "the command line" }, stillAsked);
      if (project.files.includes(file)) projects.push(project);
    }
    const own = folderOf(file);
    const named = stated.some(({ files }) => files.includes(file));
    const above = foldersAbove(file, roots);
    const beside = () => [...(this.includers.get(file) ?? [])].filter((folder) => !above.includes(folder));
    for (const folder of [...above, ...beside()]) {
      if (named && folder === own) continue;
      const project = await this.ofFolder(folder, stillAsked);
      if (project?.files.includes(file) === true) projects.push(project);
    }
    if (projects.length > 0) return withoutIncludedAlone(file, projects);
    const { files } = await this.files.settle(() => filesInComments(file, this.files));
    if (files !== undefined) {
      const folder = folderOf(files[0]);
      const request = requestOf(files, folder, await this.folder(folder), "found");
      return [await this.read({ ...request, statedBy: say`a comment in ${file}` }, stillAsked)];
    }
    const folderProject = await this.folder(own);
    const alone = await this.read(
      { ...requestOf([file], own, folderProject, "alone"), named: this.lost(folderProject) },
      stillAsked,
    );
    return [(await this.completed(file, alone, folderProject, stillAsked)) ?? alone];
  }

  /**
   * Reads the project of a file that includes others, so that each of these is read with it wherever it is. Answers those of
   * which that was not known.
   */
  async meetIncluder(file: FileId, stillAsked: StillAsked = () => true): Promise<readonly FileId[]> {
    const { text } = await this.files.settle(() => {
      const text = this.files.text(file);
      return { text, pending: text === "pending" ? [file] : [] };
    });
    const includes = typeof text !== "string" && /^["']?include["']?\s{0,3}:/m.test(text.text);
    const met: FileId[] = [];
    if (includes) await this.ofFolder(folderOf(file), stillAsked, met);
    return met;
  }

  /** The project that Compose finds in a folder; what it includes is remembered, and listed where it is new. */
  private async ofFolder(folder: string, stillAsked: StillAsked, met: FileId[] = []): Promise<Project | undefined> {
    const found = await this.folder(folder);
    if (found.files === undefined) return undefined;
    const request = requestOf(found.files, folder, found, found.assembled);
    const first = await this.read(request, stillAsked);
    const joinedBy = found.assembled === "found" ? await joiningFile(first, this.files) : undefined;
    const project = joinedBy === undefined ? first : await this.read({ ...request, joinedBy }, stillAsked);
    for (const { file, asked } of project.provenance.files) {
      // What a test below a project includes is complete without it.
      if (asked?.by !== "include" || folder.startsWith(`${folderOf(file)}/`)) continue;
      const folders = this.includers.get(file) ?? new Set();
      if (!folders.has(folder)) met.push(file);
      this.includers.set(file, folders.add(folder));
    }
    return project;
  }

  /**
   * The project that a file makes with its folder's main file, where it cannot be one by itself: a service says neither what
   * runs nor what it extends, or names are missing, and the main file has all of that.
   */
  private async completed(
    file: FileId,
    alone: Project,
    folderProject: FolderProject,
    stillAsked: StillAsked,
  ): Promise<Project | undefined> {
    const [main] = folderProject.files ?? [];
    if (main === undefined || main === file) return undefined;
    const unfinished = unfinishedServices(alone);
    const missing = missingNames(alone);
    if (unfinished.length === 0 && missing.size === 0) return undefined;
    // `docker-compose.prod.ssl.yml` completes `docker-compose.prod.yml`, which may stand by itself.
    const namesake = namesakeOf(file);
    if (namesake !== undefined && namesake !== main && (await this.isThere(namesake))) return undefined;
    const assembled = unfinished.length > 0 ? "completed" : "beside";
    const joined = await this.read(requestOf([main, file], folderOf(file), folderProject, assembled), stillAsked);
    if (!unfinished.every((name) => joined.services.get(name)?.runsSomething === true)) return undefined;
    if (assembled === "completed") return joined;
    const stillMissing = missingNames(joined);
    return [...missing].some((name) => stillMissing.has(name)) ? undefined : joined;
  }

  /** The files that a folder names as its project where none of them is there, so that no other file can tell of it. */
  private lost(folderProject: FolderProject): NamedFiles | undefined {
    const named = namedIn(folderProject);
    return named?.files.every((file) => this.files.text(file) === "missing") === true ? named : undefined;
  }

  private async isThere(file: FileId): Promise<boolean> {
    const { there } = await this.files.settle(() => {
      const text = this.files.text(file);
      return { there: typeof text !== "string", pending: text === "pending" ? [file] : [] };
    });
    return there;
  }

  /** Reads one project; waits for the files that nobody has looked at yet. */
  async read(request: ProjectRequest, stillAsked: StillAsked = () => true): Promise<Project> {
    const key = JSON.stringify([request.folder, request.files, request.named?.by]);
    const kept = this.readers.get(key, () => ({
      reader: new ProjectReader(this.options.unset, this.options.composeVersion),
      typer: new ProjectTyper(this.options.deployedWith),
      files: request.files,
    }));
    for (;;) {
      const read = await this.inTurns(kept.reader.reading(request, this.files), stillAsked);
      kept.files = [...read.files, ...read.variableFiles];
      // A file may have been closed, or have changed on disk, between its reading and its use.
      if (read.pending.length === 0) return this.inTurns(kept.typer.typing(read), stillAsked);
    }
  }

  private async inTurns<T>(steps: Steps<T>, stillAsked: StillAsked): Promise<T> {
    const result = await this.files.inTurns(steps, stillAsked);
    if (result === undefined) throw new NoLongerAsked();
    return result;
  }

  /** Forgets what was remembered of projects none of whose files is open: nobody types there. Answers the files of the others. */
  release(isOpen: (file: FileId) => boolean): ReadonlySet<FileId> {
    const used = new Set<FileId>();
    this.readers.forget(({ files }) => {
      const isUsed = files.some(isOpen);
      if (isUsed) for (const file of files) used.add(file);
      return !isUsed;
    });
    return used;
  }

  /** What a folder says of its project. */
  folder(folder: string): Promise<FolderProject> {
    return this.files.settle(() =>
      folderProject(folder, this.options.environment, this.files, (surrounding, contents) => {
        if (contents.length === 0) return surrounding;
        // The same texts give the same lookup: what is remembered of values hangs on it.
        const known = this.environments.of(surrounding, () => new Recent(projectsKept));
        return known.get(JSON.stringify(contents), () => variablesBelow(surrounding, contents));
      }),
    );
  }
}

/**
 * A file that another one includes belongs to whoever includes it, also where its own name is one that Compose looks for:
 * it may name what only the others have. Who states it as a project of its own means that.
 */
function withoutIncludedAlone(file: FileId, projects: readonly Project[]): Project[] {
  const included = projects.filter(({ provenance: { files } }) =>
    files.some((met) => met.file === file && met.asked?.by === "include"),
  );
  if (included.length === 0) return [...projects];
  return projects.filter((each) => included.includes(each) || each.assembled === "stated");
}

/** The file whose name is this one's without its last word; undefined where there is but one. */
function namesakeOf(file: FileId): FileId | undefined {
  const shorter = file.replace(/[._-][^._/-]+(\.ya?ml)$/i, "$1");
  return shorter === file ? undefined : shorter;
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
