import type { ContainerDetail } from "../../docker/api/engine";
import type { Output } from "../../docker/api/multiplex";
import { isUp, type Container } from "../../docker/inventory/container";
import { sanitize } from "../../docker/sanitize";
import type { Localizer } from "../../platform/localizer";
import { lastLines, leadsTo, type Answer, type Evidence } from "../answer";
import { probeContainer } from "../containerProbe";
import { mayHaveFailed } from "../crashLoop";
import { engineRefusal } from "../engineRefusals";
import { lastRunLog } from "../failedRun";
import type { ProbeSource } from "../probeSource";
import { problemEvidence, problemText, type Problem } from "../problems";

/** So many lines of the log are shown as evidence. */
const mostLines = 10;
const nothing: Output = { stdout: "", stderr: "" };

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
  const log =
    isRunning || container.state === "created" ? nothing : await lastRunLog(engine, container, detail, signal);
  const failed = !isRunning && (mayHaveFailed(container) || detail.error !== "" || container.state === "restarting");
  const sentences = problems.map((problem) => problemText(problem, l10n));
  return {
    // One that lives in a namespace that died runs.
    title: isRunning ? l10n.t("What is wrong with {0}?", container.name) : l10n.t("Why did {0} exit?", container.name),
    sentences: sentences.length > 0 ? sentences : [withoutProblem(container, detail, isRunning, failed, l10n)],
    evidence: evidenceOf(container, detail, problems, log, l10n),
    leads: leadsTo(container, problems.map(pageCode)),
    problems,
    isWrong: problems.length > 0 || failed,
  };
}

/** The page that tells most of a problem: that of a rule, where one sees it in the file. */
function pageCode(problem: Problem): string {
  switch (problem.kind) {
    case "not-started":
      return engineRefusal(problem.detail)?.form.page ?? problem.kind;
    case "port-forbidden":
      return "host-low-port-non-root";
    case "name-in-log":
      return problem.why.kind === "nobody" ? "unknown-host-name" : "unresolvable-name";
    default:
      return problem.kind;
  }
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

function evidenceOf(
  { name }: Container,
  detail: ContainerDetail,
  problems: readonly Problem[],
  { stdout, stderr }: Output,
  l10n: Localizer,
): Evidence[] {
  const { error } = detail;
  const log = [...lastLines(stdout, mostLines), ...lastLines(stderr, mostLines)];
  // What proves it may stand above the last lines.
  const proof = problems.flatMap((problem) => (problem.kind === "not-started" ? [] : (problemEvidence(problem) ?? [])));
  const above = proof.filter((line) => !log.some((each) => each.includes(line)));
  const lines = [...above, ...log];
  const holders = problems.flatMap((problem) => ("by" in problem ? [problem.by] : []));
  return [
    {
      source: `docker inspect ${name}`,
      lines: [runText(detail, l10n), ...(error === "" ? [] : [sanitize(error, 400)])],
    },
    ...(lines.length === 0 ? [] : [{ source: `docker logs ${name}`, lines }]),
    ...holders.map(({ port, name: holder, pid }) => ({
      source: `ss -ltnp sport = :${port}`,
      lines: [`${port}/tcp  ${holder}${pid === undefined ? "" : `  pid ${pid}`}`],
    })),
  ];
}

/** How a container's last run went, by the engine's record, on one line. */
export function runText(
  {
    running,
    exitCode,
    startedAt,
    finishedAt,
    restarts,
  }: Pick<ContainerDetail, "running" | "exitCode" | "startedAt" | "finishedAt" | "restarts">,
  l10n: Localizer,
): string {
  return [
    running ? l10n.t("running") : l10n.t("exit code {0}", exitCode),
    ...(startedAt === "" ? [] : [l10n.t("started {0}", startedAt)]),
    ...(running || finishedAt === "" ? [] : [l10n.t("ended {0}", finishedAt)]),
    ...(restarts === 0 ? [] : [l10n.t("restarted {0} times", restarts)]),
  ].join(", ");
}
