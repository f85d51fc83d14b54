import type { VariableLookup } from "../compose/interpolation/template";
import type { FileId } from "../compose/syntax/node";
import type { FileCache } from "../workspace/fileCache";
import { Projects } from "../workspace/projects";
import type { Settings } from "../workspace/settings";

/** The settings by which files are read: with others, what was read before is forgotten. */
type ReadWith = Pick<Settings, "useEnvironment" | "deployedWith" | "composeVersion">;

/** The projects as the user's settings have them read; a change of mind forgets what was read before. */
export class ProjectsBySettings {
  private now: { readonly readWith: ReadWith; readonly projects: Projects } | undefined;

  constructor(
    private readonly files: FileCache,
    private readonly environment: VariableLookup,
  ) {}

  /** As these settings want them; the installed Compose counts where no setting names a version. */
  with(
    { useEnvironment, deployedWith, composeVersion: set }: ReadWith,
    installed: ReadWith["composeVersion"],
  ): Projects {
    const composeVersion = set ?? installed;
    const readWith = { useEnvironment, deployedWith, composeVersion };
    if (this.now === undefined || !isSame(this.now.readWith, readWith)) {
      const environment: VariableLookup = useEnvironment ? this.environment : () => undefined;
      this.now = { readWith, projects: new Projects(this.files, { environment, deployedWith, composeVersion }) };
    }
    return this.now.projects;
  }

  /** Lets go what was read for files that nobody has open. Answers the files of the projects that are left. */
  release(isOpen: (file: FileId) => boolean): ReadonlySet<FileId> {
    return this.now?.projects.release(isOpen) ?? new Set();
  }
}

function isSame(one: ReadWith, other: ReadWith): boolean {
  const { useEnvironment, deployedWith, composeVersion } = one;
  const isReadAlike = useEnvironment === other.useEnvironment && deployedWith === other.deployedWith;
  return isReadAlike && String(composeVersion) === String(other.composeVersion);
}
