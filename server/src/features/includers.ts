import { isComposeFileName } from "../../../shared/composeFileName";
import type { FileId } from "../compose/syntax/node";
import { stackOf } from "../linter/fault";
import { fileOf, forwardSlashes, uriOf } from "../workspace/fileId";
import { findComposeFiles } from "../workspace/findFiles";
import { NoLongerAsked, type StillAsked } from "../workspace/turns";
import type { FeatureContext, RegisterFeature } from "./context";

/** So long after a Compose file was opened others are looked for, in milliseconds: the file itself goes first. */
const pauseBeforeSearch = 500;
/** More entries of folders are not looked at: a home folder is no project. */
const mostEntries = 100_000;
/** So many files may be read before what was read of them is let go. */
const filesKept = 32;

/**
 * Who includes an open file may lie anywhere in the workspace, and nobody may have read it. The Compose files of the workspace
 * are looked at once, in the background, and open files that one of them includes are read anew.
 */
export const registerIncluders: RegisterFeature = (context) => {
  const includers = new Includers(context);
  context.onDidChange(() => includers.lookSoon());
  context.onDidChangeFiles((came) => includers.cameUp(came.filter(isComposeFileName)));
  context.onDidChangeEnvironment((files) => {
    // Other settings may read other files as one project.
    if (files === undefined) includers.again();
  });
  return {};
};

class Includers {
  private isToSearch = true;
  private isUnderWay = false;
  private waiting = false;
  private came: FileId[] = [];

  constructor(private readonly context: FeatureContext) {}

  again(): void {
    this.isToSearch = true;
    if (this.context.documents().length > 0) this.lookSoon();
  }

  cameUp(files: readonly FileId[]): void {
    if (files.length === 0) return;
    this.came.push(...files);
    this.lookSoon();
  }

  lookSoon(): void {
    if (this.waiting || this.isUnderWay || (!this.isToSearch && this.came.length === 0)) return;
    this.waiting = true;
    this.context.after(pauseBeforeSearch, () => {
      this.waiting = false;
      void this.look();
    });
  }

  private async look(): Promise<void> {
    const { context } = this;
    this.isUnderWay = true;
    try {
      const goesOn: StillAsked = Object.assign(() => context.documents().length > 0, { inBackground: true as const });
      if (!(await this.isAnyCompose(goesOn))) return;
      const files = this.isToSearch ? await this.search(goesOn) : this.came;
      this.isToSearch = false;
      this.came = [];
      await this.meet(files, goesOn);
    } catch (error) {
      if (error instanceof NoLongerAsked) this.isToSearch = true;
      else context.log.error(`Who includes the open files is not known: ${stackOf(error)}`);
    } finally {
      this.isUnderWay = false;
    }
  }

  private async isAnyCompose(goesOn: StillAsked): Promise<boolean> {
    for (const document of this.context.documents()) {
      if ((await this.context.compose(document, goesOn)) !== undefined) return true;
    }
    return false;
  }

  private async search(goesOn: StillAsked): Promise<readonly FileId[]> {
    const { context } = this;
    let left = mostEntries;
    const found: FileId[] = [];
    for (const folder of await context.folders()) {
      try {
        const { found: inFolder } = await findComposeFiles(context.files, folder, () => goesOn() && (left -= 1) > 0);
        found.push(...inFolder.map(forwardSlashes));
      } catch (error) {
        if (!(error instanceof NoLongerAsked) || left > 0) throw error;
        context.log.debug(
          `${folder} has more than ${mostEntries} entries: who includes the open files is not looked for.`,
        );
      }
    }
    return found;
  }

  private async meet(files: readonly FileId[], goesOn: StillAsked): Promise<void> {
    const { context } = this;
    const included = new Set<FileId>();
    for (const [index, file] of files.entries()) {
      await context.turnInBackground();
      if (!goesOn()) throw new NoLongerAsked();
      for (const each of await context.meetIncluder(uriOf(file), goesOn)) included.add(each);
      if (index % filesKept === filesKept - 1) context.release();
    }
    context.release();
    const open = context.documents().flatMap(({ uri }) => (included.has(fileOf(uri)) ? [fileOf(uri)] : []));
    if (open.length > 0) context.mayDiffer(open);
  }
}
