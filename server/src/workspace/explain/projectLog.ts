import type { Logger, LogLevel } from "../../../../shared/logger";
import type { FileSource } from "../../compose/project/source";
import type { FileId } from "../../compose/syntax/node";
import type { FileReading } from "./explainFile";
import { whyFilesBelong } from "./files";
import { placesIn } from "./place";
import { shortPath } from "./shortPath";

/** A log that says which of its levels are written. */
export type LevelledLog = Pick<Logger, "debug"> & { writes(level: LogLevel): boolean };

/** Logs which files were joined to which project and why, when that is another than before. */
export class ProjectLog {
  private readonly last = new Map<FileId, string>();

  constructor(
    private readonly log: LevelledLog,
    private readonly source: FileSource,
  ) {}

  note({ file, projects }: FileReading, roots: readonly string[]): void {
    if (!this.log.writes("debug")) return;
    const places = placesIn(this.source, (each) => shortPath(each, roots));
    const joined = projects.map((project) => {
      const files = whyFilesBelong(project, places).map((each) => `${places.path(each.file)} (${each.why})`);
      return `in ${places.path(project.provenance.folder)}, ${project.assembled}: ${files.join(", ")}`;
    });
    this.sayOnce(file, `${places.path(file)} is read in the project ${joined.join("; and in the project ")}`);
  }

  private sayOnce(file: FileId, line: string): void {
    if (this.last.get(file) === line) return;
    if (this.last.size >= mostFiles) this.last.clear();
    this.last.set(file, line);
    this.log.debug(line);
  }
}

/** Files whose last line is kept in mind. */
const mostFiles = 1000;
