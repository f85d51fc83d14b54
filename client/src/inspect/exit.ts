import { answerLines, leadText, type Lead } from "../insight/answer";
import { explainExit } from "../insight/exit/explainExit";
import { pageAddress } from "../insight/problemPages";
import { problemText } from "../insight/problems";
import { english } from "../platform/english";
import type { AskedEngine } from "./askedEngine";
import { containerNamed } from "./chooseContainer";
import type { Printed } from "./printed";

/** Why a container exited. Throws EngineError and Unanswered. */
export async function inspectExit(asked: AskedEngine, name: string, signal: AbortSignal): Promise<Printed> {
  const container = containerNamed(asked.inventory, name);
  const answer = await explainExit(asked, container, english, signal);
  return {
    lines: answerLines(answer, english),
    json: {
      container: container.name,
      id: container.id,
      state: container.state,
      isWrong: answer.isWrong,
      sentences: answer.sentences,
      problems: answer.problems.map((problem) => ({ ...problem, text: problemText(problem, english) })),
      evidence: answer.evidence,
      leads: answer.leads.map(leadJson),
    },
    status: answer.isWrong ? 1 : 0,
  };
}

function leadJson(lead: Lead): object {
  return lead.kind === "page"
    ? { kind: "page", code: lead.code, address: pageAddress(lead.code) }
    : { kind: "service", service: lead.service, files: lead.files, text: leadText(lead, english) };
}
