import { sanitize } from "../docker/sanitize";
import { answerLines, type Lead } from "../insight/answer";
import { explainExit } from "../insight/exit/explainExit";
import { explainHealth } from "../insight/exit/explainHealth";
import { pageAddress } from "../insight/problemPages";
import { problemText } from "../insight/problems";
import { english } from "../platform/english";
import type { AskedEngine } from "./askedEngine";
import { containerNamed } from "./chooseContainer";
import type { Printed } from "./printed";

/** Why a container exited; of one that runs and is unhealthy, why that is. Throws EngineError and Unanswered. */
export async function inspectExit(asked: AskedEngine, name: string, signal: AbortSignal): Promise<Printed> {
  const container = containerNamed(asked.inventory, name);
  const exit = await explainExit(asked, container, english, signal);
  const isUnhealthy = container.state === "running" && container.health === "unhealthy" && !exit.isWrong;
  const answer = isUnhealthy ? await explainHealth(asked, container, english, signal) : exit;
  return {
    lines: answerLines(answer, leadText),
    json: {
      container: container.name,
      id: container.id,
      state: container.state,
      health: container.health ?? null,
      isWrong: answer.isWrong,
      sentences: answer.sentences,
      problems: exit.problems.map((problem) => ({ ...problem, text: problemText(problem, english) })),
      evidence: answer.evidence,
      leads: answer.leads.map(leadJson),
    },
    status: answer.isWrong ? 1 : 0,
  };
}

function leadText(lead: Lead): string {
  return lead.kind === "page"
    ? `More about this: ${pageAddress(lead.code)}`
    : `Compose file: ${sanitize(lead.files.join(", "), 400)}, service ${lead.service}`;
}

function leadJson(lead: Lead): object {
  return lead.kind === "page"
    ? { kind: lead.kind, code: lead.code, address: pageAddress(lead.code) }
    : { kind: lead.kind, service: lead.service, files: lead.files };
}
