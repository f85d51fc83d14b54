import { say } from "../../../shared/text";
import { type DeployedWith, deployments, isDeployedWith } from "../compose/model/deploy";
import { type ComposeVersion, readComposeVersion } from "../compose/project/composeVersion";
import { folderOf, resolvePath } from "../compose/project/paths";
import type { Severity } from "../linter/finding";
import type { SeverityOverrides } from "../linter/ruledFinding";
import { type HintKind, hintKinds } from "../language/hints/hint";
import { rules } from "../rules/table";
import { type EngineWord, engineWords, isEngineWord } from "./engine";
import type { StatedProject } from "./projects";

/** What `hostside.rules` and `--rule` take, loudest first. */
export const severityNames: readonly string[] = ["error", "warning", "information", "hint", "off"] satisfies (
  Severity | "off"
)[];

/** Whether a word is a severity or `off`. */
export function isSeverity(word: unknown): word is Severity | "off" {
  return typeof word === "string" && severityNames.includes(word);
}

/**
 * Reads the `hostside.rules` setting. What is not a severity of a known rule is left out and described, so that the
 * caller can say so; everything else still counts.
 */
export function readSeverities(setting: unknown): {
  readonly severities: SeverityOverrides;
  readonly problems: string[];
} {
  const severities: Record<string, Severity | "off"> = Object.fromEntries(
    rules.filter(({ offByDefault }) => offByDefault).map(({ id }) => [id, "off"]),
  );
  const problems: string[] = [];
  const entries = typeof setting === "object" && setting !== null ? Object.entries(setting) : [];
  for (const [id, severity] of entries) {
    if (!rules.some((rule) => rule.id === id)) problems.push(`there is no rule "${id}"`);
    else if (!isSeverity(severity)) {
      problems.push(`"${String(severity)}" is no severity of ${id}; it is one of ${severityNames.join(", ")}`);
    } else severities[id] = severity;
  }
  return { severities, problems };
}

const checkedFiles = ["openFiles", "workspace"] as const;

/** The files that are checked: those that are open, or all of the workspace. */
export type CheckedFiles = (typeof checkedFiles)[number];

/** What the user set, as far as reading Compose files goes. */
export interface Settings {
  readonly severities: SeverityOverrides;
  /** The projects that the user states, for files below these workspace folders. */
  readonly projects: (roots: readonly string[]) => readonly StatedProject[];
  /** Whether the environment of the process stands above `.env` files, as it does for `docker compose` in a terminal. */
  readonly useEnvironment: boolean;
  /** The kind of engine that the files are for; undefined where the user leaves it to the running one. */
  readonly engine: EngineWord | undefined;
  /** What runs the services of the files. */
  readonly deployedWith: DeployedWith;
  /** The version of Compose that reads them; undefined for the current one. */
  readonly composeVersion: ComposeVersion;
  /** The files whose findings an editor is told without being asked about them. */
  readonly checks: CheckedFiles;
  /** The kinds of hints that are shown in the text. */
  readonly inlayHints: ReadonlySet<HintKind>;
}

/** What applies where nothing is set. */
export const defaultSettings: Settings = {
  severities: readSeverities(undefined).severities,
  projects: () => [],
  useEnvironment: false,
  engine: undefined,
  deployedWith: "auto",
  composeVersion: undefined,
  checks: "openFiles",
  inlayHints: new Set(hintKinds),
};

/** Reads `hostside.rules` and `hostside.compose`, and describes what could not be understood; everything else counts. */
export function readSettings(setting: { readonly rules?: unknown; readonly compose?: unknown } | null | undefined): {
  readonly settings: Settings;
  readonly problems: string[];
} {
  const { severities, problems: ruleProblems } = readSeverities(setting?.rules);
  const compose = (setting?.compose ?? {}) as Readonly<
    Record<"projects" | "useEnvironment" | "engine" | "deployedWith" | "version" | "check" | "inlayHints", unknown>
  >;
  const engine = compose.engine ?? "auto";
  const deployedWith = compose.deployedWith ?? "auto";
  const version = compose.version ?? "";
  const check = compose.check ?? defaultSettings.checks;
  const checks = checkedFiles.find((each) => each === check);
  const composeVersion = typeof version === "string" ? readComposeVersion(version) : undefined;
  const { stated, problems: projectProblems } = readStated(compose.projects);
  return {
    settings: {
      severities,
      projects: (roots) => roots.flatMap((root) => stated.map((each) => projectBelow(root, each))),
      useEnvironment: compose.useEnvironment === true,
      engine: isEngineWord(engine) ? engine : undefined,
      deployedWith: isDeployedWith(deployedWith) ? deployedWith : "auto",
      composeVersion,
      checks: checks ?? defaultSettings.checks,
      inlayHints: readHintKinds(compose.inlayHints),
    },
    problems: [
      ...ruleProblems.map((problem) => `hostside.rules: ${problem}`),
      ...projectProblems.map((problem) => `hostside.compose.projects: ${problem}`),
      ...(engine === "auto" || isEngineWord(engine)
        ? []
        : [`hostside.compose.engine: it has to be one of auto, ${engineWords.join(", ")}`]),
      ...(version === "" || composeVersion !== undefined
        ? []
        : [`hostside.compose.version: it has to be a version of Docker Compose, such as 2.40`]),
      ...(checks !== undefined ? [] : [`hostside.compose.check: it has to be one of ${checkedFiles.join(", ")}`]),
      ...(isDeployedWith(deployedWith)
        ? []
        : [`hostside.compose.deployedWith: it has to be one of ${deployments.join(", ")}`]),
    ],
  };
}

/** Each kind that is not off. */
function readHintKinds(setting: unknown): ReadonlySet<HintKind> {
  const said = (setting ?? {}) as Readonly<Partial<Record<HintKind, unknown>>>;
  return new Set(hintKinds.filter((kind) => said[kind] !== false));
}

interface StatedSetting {
  readonly files: readonly [string, ...string[]];
  readonly projectDirectory: string | undefined;
  readonly profiles: readonly string[];
}

function readStated(setting: unknown): { readonly stated: StatedSetting[]; readonly problems: string[] } {
  const stated: StatedSetting[] = [];
  const problems: string[] = [];
  if (setting !== undefined && setting !== null && !Array.isArray(setting)) problems.push("it has to be a list");
  (Array.isArray(setting) ? setting : []).forEach((entry: unknown, index) => {
    const { files, projectDirectory, profiles } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    const [first, ...others] = texts(files) ?? [];
    const enabled = texts(profiles ?? []);
    const directory = typeof projectDirectory === "string" ? projectDirectory : undefined;
    if (first === undefined || enabled === undefined || (projectDirectory !== undefined && directory === undefined)) {
      problems.push(
        `entry ${index + 1} is left out; it has to be like { "files": ["compose.yaml", "compose.prod.yaml"] }, with "projectDirectory" and "profiles" where they are needed`,
      );
    } else stated.push({ files: [first, ...others], projectDirectory: directory, profiles: enabled });
  });
  return { stated, problems };
}

function texts(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
}

/** One object: what names a project is compared when it is read again. */
const bySetting = say`the setting hostside.compose.projects`;

/** Source: compose-go cli/options.go: without `--project-directory` it is the folder of the first `-f`. */
function projectBelow(root: string, { files, projectDirectory, profiles }: StatedSetting): StatedProject {
  const paths = files.map((file) => resolvePath(root, file));
  const folder = projectDirectory === undefined ? folderOf(paths[0] ?? root) : resolvePath(root, projectDirectory);
  return { files: paths, folder, profiles, by: bySetting };
}
