import { inEnglish } from "../../../../shared/text";
import type { Logger, LogLevel } from "../../../../shared/logger";
import type { FileSource } from "../../compose/project/source";
import type { FileId } from "../../compose/syntax/node";
import type { FileReading } from "./explainFile";
import { whyFilesBelong } from "./files";
import { placesIn } from "./place";
import { quietForUnknown } from "./quietForUnknown";
import { unknownValues } from "./unknown";
import { shortPath } from "./shortPath";

/** A log that says which of its levels are written. */
export type LevelledLog = Pick<Logger, "debug"> & { writes(level: LogLevel): boolean };

/** Logs which files were joined to which project and why, when that is another than before, and which rules were quiet. */
export class ProjectLog {
  private readonly last = new Map<FileId, string>();
  private readonly unknown = new Map<FileId, string>();

  constructor(
    private readonly log: LevelledLog,
    private readonly source: FileSource,
  ) {}

  note(reading: FileReading, roots: readonly string[]): void {
    if (!this.log.writes("debug")) return;
    const { file, projects } = reading;
    const places = placesIn(this.source, (each) => shortPath(each, roots), inEnglish);
    const joined = projects.map((project) => {
      const files = whyFilesBelong(project, places).map((each) => `${places.path(each.file)} (${inEnglish(each.why)})`);
      return `in ${places.path(project.provenance.folder)}, ${project.assembled}: ${files.join(", ")}`;
    });
    this.sayOnce(file, `${places.path(file)} is read in the project ${joined.join("; and in the project ")}`);
    this.sayQuiet(reading);
  }

  /** Which rules are quiet for a value that is not known; looked for where other values are unknown than before. */
  private sayQuiet({ file, projects, ...run }: FileReading): void {
    const unknown = projects.flatMap((project) => unknownValues(project).map(({ name, path }) => `${name}${path}`));
    const key = unknown.join("\n");
    if (this.unknown.get(file) === key) return;
    if (this.unknown.size >= mostFiles) this.unknown.clear();
    this.unknown.set(file, key);
    for (const { service, attribute, rules } of projects.flatMap((project) => quietForUnknown(project, run))) {
      this.log.debug(`services.${service}.${attribute} is not known; quiet rules: ${rules.join(", ")}`);
    }
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
