import { parseArgs } from "node:util";
import { type DeployedWith, deployments, isDeployedWith } from "../compose/model/deploy";
import type { Severity } from "../linter/finding";
import type { SeverityOverrides } from "../linter/runner";
import { type EngineWord, engineWords, isEngineWord } from "../workspace/engine";
import { isSeverity, readSeverities } from "../workspace/settings";
import { type Format, formats, isFormat } from "./formats";

/** What the command line asks for. */
export type Request =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "usage-error"; readonly message: string }
  | CheckRequest;

export interface CheckRequest {
  readonly kind: "check";
  readonly format: Format;
  readonly severities: SeverityOverrides;
  readonly minimum: Severity;
  /** Paths and patterns; `-` is the standard input. */
  readonly paths: readonly string[];
  /** Under which name the standard input is checked. */
  readonly stdinName: string;
  /** Whether the safe fixes are made in the files. */
  readonly fix: boolean;
  /** The kind of engine that the files are for; undefined where nothing is to be said of it. */
  readonly engine: EngineWord | undefined;
  readonly deployedWith: DeployedWith;
  /** The files of one project, in the order in which they are joined; none where projects are found. */
  readonly files: readonly string[];
  /** The profiles that are enabled in that project. */
  readonly profiles: readonly string[];
}

/** Printed for `--help`, and named in every usage error. */
export const usage = `hostside check [--format ${formats.join("|")}] [--fix] [--rule id=severity] [--min-severity severity] [--engine kind] [--deployed-with program] [-f FILE]... [--profile name]... [PATH...]

Checks Compose files for what Docker's networking will do to them.
A folder is searched for Compose files; without a PATH the current folder is. A PATH may be a pattern
("deploy/**/*.yml"), and - is the standard input.

  --format         text (default) for people, json for programs, sarif for code scanning, github for annotations
  --fix            make the fixes that need no thought (what has no effect goes), then say what is left
  --stdin-name     the name of the standard input, for its project and in findings (default compose.yaml)
  --rule           another severity for one rule: error, warning, information, hint or off; may be repeated
  --min-severity   leave out what is quieter: error, warning, information or hint (default)
  --engine         say too what host mode means on this kind of engine: ${engineWords.join(", ")}
  --file, -f       a file of one project, as docker compose -f takes it; repeated in the order in which they are joined
  --profile        a profile that is enabled in the project of --file; may be repeated
  --deployed-with  what runs the services: compose, stack (docker stack deploy), or auto (default), which goes by the files

Exit status: 0 nothing at error or warning, 1 something, 2 wrong usage, input that cannot be read, a file that --fix may not write,
or a report that could not be printed.
`;

/** Reads the arguments after the program's name. Never throws. */
export function readArguments(words: readonly string[]): Request {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        format: { type: "string", default: "text" },
        rule: { type: "string", multiple: true, default: [] },
        fix: { type: "boolean", default: false },
        "stdin-name": { type: "string", default: "compose.yaml" },
        "min-severity": { type: "string", default: "hint" },
        engine: { type: "string" },
        file: { type: "string", short: "f", multiple: true, default: [] },
        profile: { type: "string", multiple: true, default: [] },
        "deployed-with": { type: "string", default: "auto" },
        help: { type: "boolean", short: "h", default: false },
        version: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return usageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const [command, ...paths] = positionals;
  if (command !== "check") {
    return usageError(command === undefined ? "A command is missing." : `There is no command "${command}".`);
  }
  if (!isFormat(values.format)) return usageError(`There is no format "${values.format}".`);
  const minimum = values["min-severity"];
  if (!isSeverity(minimum) || minimum === "off") return usageError(`"${minimum}" is no severity.`);
  const { engine } = values;
  if (engine !== undefined && !isEngineWord(engine)) {
    return usageError(`"${engine}" is no kind of engine; it is one of ${engineWords.join(", ")}.`);
  }
  const deployedWith = values["deployed-with"];
  if (!isDeployedWith(deployedWith)) {
    return usageError(`--deployed-with takes one of ${deployments.join(", ")}, not "${deployedWith}".`);
  }
  const assignments = values.rule.map((word) => word.split("="));
  const malformed = values.rule.find((_, index) => assignments[index]?.length !== 2);
  if (malformed !== undefined) return usageError(`--rule takes id=severity, not "${malformed}".`);
  const { severities, problems } = readSeverities(Object.fromEntries(assignments));
  if (problems[0] !== undefined) return usageError(`--rule: ${problems[0]}.`);
  if (values.profile.length > 0 && values.file.length === 0) return usageError("--profile takes a project of --file.");
  if (values.fix && paths.includes("-")) return usageError("--fix changes files, and - is none.");
  return {
    kind: "check",
    format: values.format,
    severities,
    minimum,
    paths: paths.length > 0 ? paths : values.file.length > 0 ? values.file : ["."],
    stdinName: values["stdin-name"],
    fix: values.fix,
    engine,
    deployedWith,
    files: values.file,
    profiles: values.profile,
  };
}

function usageError(message: string): Request {
  return { kind: "usage-error", message };
}
