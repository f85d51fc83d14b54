import type { ContainerDetail } from "../../docker/api/engine";
import { isUp, type Container } from "../../docker/inventory/container";
import { sanitize } from "../../docker/sanitize";
import type { Localizer } from "../../platform/localizer";
import { lastLines, type Answer, type Evidence, type Lead } from "../answer";
import { probeContainer } from "../containerProbe";
import { mayHaveFailed } from "../crashLoop";
import { lastRunLog } from "../failedRun";
import type { ProbeSource } from "../probeSource";
import { problemText, type Problem } from "../problems";

/** So many lines of the log are shown as evidence. */
const mostLines = 10;

/** Why a container exited, was not started, or has lost its network. */
export interface ExitAnswer extends Answer {
  readonly problems: readonly Problem[];
}

/**
 * Asks the engine about one container, its sockets or the end of its log, and answers with what was read. A container
 * that runs well, or ended by itself, is answered as that. Throws EngineError.
 */
export async function explainExit(
  source: ProbeSource,
  container: Container,
  l10n: Localizer,
  signal?: AbortSignal,
): Promise<ExitAnswer> {
  const { engine } = source;
  const detail = await engine.inspectContainer(container.id, signal);
  const { problems } = await probeContainer(source, container, signal);
  const isRunning = isUp(container) && detail.running && !detail.restarting;
  const log = isRunning || container.state === "created" ? "" : await lastRunLog(engine, container, detail, signal);
  const failed = !isRunning && (mayHaveFailed(container) || detail.error !== "" || container.state === "restarting");
  const sentences = problems.map((problem) => problemText(problem, l10n));
  return {
    title: l10n.t("Why did {0} exit?", container.name),
    sentences: sentences.length > 0 ? sentences : [withoutProblem(container, detail, isRunning, failed, l10n)],
    evidence: evidenceOf(container, detail, log),
    leads: leadsOf(container, problems),
    problems,
    isWrong: problems.length > 0 || failed,
  };
}

function withoutProblem(
  { name, state, exitCode }: Container,
  detail: ContainerDetail,
  isRunning: boolean,
  failed: boolean,
  l10n: Localizer,
): string {
  if (isRunning) return l10n.t("{0} is running, and nothing is known to be wrong with its network.", name);
  if (state === "created") return l10n.t("{0} was created and never started.", name);
  const code = exitCode ?? detail.exitCode;
  if (code === 0) return l10n.t("{0} ended by itself, without a failure (exit code 0).", name);
  return failed
    ? l10n.t(
        "The program of {0} ended with exit code {1}. Neither the engine nor the last lines of its log name a reason in the network.",
        name,
        code,
      )
    : l10n.t("{0} was told to end (exit code {1}), by docker stop or docker kill.", name, code);
}

function evidenceOf({ name }: Container, detail: ContainerDetail, log: string): Evidence[] {
  const { running, exitCode, error, startedAt, finishedAt, restarts } = detail;
  const state = [
    running ? "running" : `exit code ${exitCode}`,
    ...(startedAt === "" ? [] : [`started ${startedAt}`]),
    ...(running || finishedAt === "" ? [] : [`ended ${finishedAt}`]),
    ...(restarts === 0 ? [] : [`restarted ${restarts} times`]),
  ].join(", ");
  const lines = lastLines(log, mostLines);
  return [
    { source: `docker inspect ${name}`, lines: [state, ...(error === "" ? [] : [sanitize(error, 400)])] },
    ...(lines.length === 0 ? [] : [{ source: `docker logs ${name}`, lines }]),
  ];
}

function leadsOf(container: Container, problems: readonly Problem[]): Lead[] {
  const { name, composeFiles, composeService } = container;
  const pages = [...new Set(problems.map(({ kind }) => kind))];
  return [
    ...pages.map((code): Lead => ({ kind: "page", code })),
    ...(composeFiles === undefined || composeService === undefined
      ? []
      : [{ kind: "service" as const, container: name, files: composeFiles, service: composeService }]),
  ];
}
