import { deployments } from "../compose/model/deploy";
import { engineWords } from "../workspace/engine";
import { severityNames } from "../workspace/settings";
import { formats } from "./formats";

/** What `--help` and the README say of an option, beside what `parseArgs` has to know. */
interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: string | boolean | string[];
  /** What stands behind it on the command line. */
  readonly value?: string;
  /** One line of help. */
  readonly help: string;
}

const severities = severityNames.filter((name) => name !== "off");

/** Every option of `hostside check`, in the order in which help and documentation list them. */
export const options = {
  format: {
    type: "string",
    default: "text",
    value: formats.join("|"),
    help: "how findings are printed: text (default) for people, json for programs, json-with-summary to learn which files were checked too, sarif (SARIF 2.1.0) for code scanning, github for annotations of GitHub Actions",
  },
  fix: {
    type: "boolean",
    default: false,
    help: "make the safe fixes in the files, then print the findings that are left",
  },
  rule: {
    type: "string",
    multiple: true,
    default: [] as string[],
    value: "id=severity",
    help: `set the severity of one rule: ${inWords(severityNames)}; may be repeated`,
  },
  "min-severity": {
    type: "string",
    default: "hint",
    value: "severity",
    help: `print only findings of this severity or above: ${inWords(severities)} (default)`,
  },
  engine: {
    type: "string",
    value: "kind",
    help: `also report what host mode means on this kind of engine: ${inWords(engineWords)}`,
  },
  "deployed-with": {
    type: "string",
    default: "auto",
    value: deployments.join("|"),
    help: "what runs the services: compose, stack (docker stack deploy), or auto (default), which decides by the files",
  },
  "compose-version": {
    type: "string",
    value: "VERSION",
    help: "the Docker Compose that reads the files, such as 2.40: what it refuses is an error, also where newer versions accept it (default: the current one)",
  },
  file: {
    type: "string",
    short: "f",
    multiple: true,
    default: [] as string[],
    value: "FILE",
    help: "a file of one project, as in docker compose -f; repeat it in the order in which Compose merges the files. Without a PATH, these files are checked",
  },
  profile: {
    type: "string",
    multiple: true,
    default: [] as string[],
    value: "name",
    help: "a profile to enable in the project of --file; may be repeated",
  },
  "stdin-name": {
    type: "string",
    default: "compose.yaml",
    value: "NAME",
    help: "the file name under which the standard input (the path -) is checked (default compose.yaml)",
  },
  explain: {
    type: "string",
    value: "FILE",
    help: "print how one file is read instead of checking it: the files of its project and why each belongs, what sets its variables (never their values), what is not known, which rules were quiet",
  },
  help: { type: "boolean", short: "h", default: false, help: "print this text" },
  version: { type: "boolean", default: false, help: "print the version" },
} as const satisfies Readonly<Record<string, Option>>;

/** What each exit status of `hostside check` means. */
export const exitStatuses = {
  0: "no error or warning among the findings that are printed",
  1: "at least one error or warning",
  2: "wrong usage, an input that cannot be read, a file that --fix may not write, output that cannot be written, or an internal error of Hostside; everything else was done",
} as const;

/** `--file FILE`, with all that may stand on the command line for it. */
export function spellings(name: keyof typeof options): readonly string[] {
  const option: Option = options[name];
  const value = option.value === undefined ? "" : ` ${option.value}`;
  return [`--${name}${value}`, ...(option.short === undefined ? [] : [`-${option.short}${value}`])];
}

function inWords(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${String(words.at(-1))}`;
}
