import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import type { Inventory } from "../../docker/inventory/inventory";
import { costAnswer } from "../../insight/cost/costAnswer";
import { costRefusal } from "../../insight/cost/costRefusal";
import { freeLoopbackPort } from "../../insight/cost/freeLoopbackPort";
import { measurePaths, usualEffort, type CostQuestion } from "../../insight/cost/measurePaths";
import type { Prober } from "../../netns/read/prober";
import type { FollowUp } from "../../views/editor/answerDocuments";
import { inform } from "../../views/notices";
import type { CommandContext } from "../target/context";
import { whileReading } from "../target/whileReading";

/** What the document is called while it is made, what tells it apart, and the container that it is about. */
interface Shown {
  readonly title: string;
  readonly id: string;
  readonly container?: Container;
  readonly followUps?: readonly FollowUp[];
}

/**
 * Measures under progress that can be ended, and opens the document with the figures. Undefined where nothing could be
 * measured, which has been said. Only after the user's consent.
 */
export async function showMeasured(
  context: CommandContext,
  { prober, inventory }: { readonly prober: Prober; readonly inventory: Inventory },
  asked: Omit<CostQuestion, "effort">,
  { title, id, container, followUps = [] }: Shown,
  signal: AbortSignal,
): Promise<vscode.Uri | undefined> {
  const question = { ...asked, effort: usualEffort };
  const outcome = await whileReading(
    context,
    title,
    signal,
    ({ signal: ending, onRead }) =>
      measurePaths(prober, inventory, question, freeLoopbackPort, {
        ...(ending === undefined ? {} : { signal: ending }),
        ...(onRead === undefined ? {} : { onRound: onRead }),
      }),
    true,
  );
  if (outcome.kind !== "measured") {
    void inform(costRefusal(outcome, question.image, vscode.l10n));
    return undefined;
  }
  const answer = costAnswer({ ...outcome, ...asked }, container, vscode.l10n);
  return context.answers.show(answer, id, undefined, followUps);
}
