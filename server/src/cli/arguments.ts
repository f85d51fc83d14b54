import { type ComposeVersion, readComposeVersion } from "../compose/project/composeVersion";
import { parseArgs } from "node:util";
import { type DeployedWith, deployments, isDeployedWith } from "../compose/model/deploy";
import type { Severity } from "../linter/finding";
import type { SeverityOverrides } from "../linter/ruledFinding";
import { type EngineWord, engineWords, isEngineWord } from "../workspace/engine";
import { isSeverity, readSeverities } from "../workspace/settings";
import { type Format, isFormat } from "./formats";
import { options } from "./options";

/** What the command line asks for. */
export type Request =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "usage-error"; readonly message: string }
  | { readonly kind: "explain"; readonly file: string; readonly check: CheckRequest }
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
  readonly composeVersion: ComposeVersion;
  /** The files of one project, in the order in which they are joined; none where projects are found. */
  readonly files: readonly string[];
  /** The profiles that are enabled in that project. */
  readonly profiles: readonly string[];
}

/** Reads the arguments after the program's name. Never throws. */
export function readArguments(words: readonly string[]): Request {
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], allowPositionals: true, options });
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
  const version = values["compose-version"];
  const composeVersion = version === undefined ? undefined : readComposeVersion(version);
  if (version !== undefined && composeVersion === undefined) {
    return usageError(`--compose-version takes a version of Docker Compose such as 2.40, not "${version}".`);
  }
  const assignments = values.rule.map((word) => word.split("="));
  const malformed = values.rule.find((_, index) => assignments[index]?.length !== 2);
  if (malformed !== undefined) return usageError(`--rule takes id=severity, not "${malformed}".`);
  const { severities, problems } = readSeverities(Object.fromEntries(assignments));
  if (problems[0] !== undefined) return usageError(`--rule: ${problems[0]}.`);
  if (values.profile.length > 0 && values.file.length === 0) return usageError("--profile takes a project of --file.");
  if (values.fix && paths.includes("-")) return usageError("--fix changes files, and - is none.");
  const check: CheckRequest = {
    kind: "check",
    format: values.format,
    severities,
    minimum,
    paths: paths.length > 0 ? paths : values.file.length > 0 ? values.file : ["."],
    stdinName: values["stdin-name"],
    fix: values.fix,
    engine,
    deployedWith,
    composeVersion,
    files: values.file,
    profiles: values.profile,
  };
  if (values.explain === undefined) return check;
  if (paths.length > 0) return usageError(`--explain takes one file; leave out ${paths.join(" ")}.`);
  if (values.explain === "-") return usageError("--explain takes a file, and - is none.");
  if (values.fix || values.format !== "text") return usageError("--explain prints text and changes nothing.");
  return { kind: "explain", file: values.explain, check };
}

function usageError(message: string): Request {
  return { kind: "usage-error", message };
}
